import { type NatsConnection, NatsError } from 'nats'
import { MAX_PUBLISH_BATCH, PUBLISH_TIMEOUT_MS } from '../limits.ts'
import { writeHeaders } from '../nats/headers.ts'
import type { EvtMessage } from './evt-message.ts'

/** The stream is not where this relay believed it to be, or cannot be reached: ask it again before sending more. */
export class OutOfStepError extends Error {
  override readonly name = 'OutOfStepError'
}

/**
 * Sends messages so that the stream never holds one without those before it: each names the number that the stream's
 * last message must have, and the server refuses it otherwise. So neither a lost message nor a second relay of the
 * same context can make a gap or change the order. Returns the stream's last number.
 */
export async function sendInOrder(
  connection: NatsConnection,
  messages: readonly EvtMessage[],
  lastSequence: number,
): Promise<number> {
  let last = lastSequence
  for (let from = 0; from < messages.length; from += MAX_PUBLISH_BATCH) {
    last = await sendBatch(connection, messages.slice(from, from + MAX_PUBLISH_BATCH), last)
  }
  return last
}

/** Only the last message asks for an answer: it is taken only where all before it were. */
async function sendBatch(
  connection: NatsConnection,
  batch: readonly EvtMessage[],
  lastSequence: number,
): Promise<number> {
  const end = batch.length - 1
  for (const [index, message] of batch.entries()) {
    const headers = headersOf(message, lastSequence + index)
    if (index < end) connection.publish(message.subject, message.body, { headers })
    else return await sendLast(connection, message, headers, lastSequence + batch.length)
  }
  return lastSequence
}

async function sendLast(
  connection: NatsConnection,
  { id, subject, body }: EvtMessage,
  headers: ReturnType<typeof writeHeaders>,
  number: number,
): Promise<number> {
  let answer: PublishAnswer
  try {
    answer = (await connection.request(subject, body, { headers, timeout: PUBLISH_TIMEOUT_MS })).json()
  } catch (error) {
    throw new OutOfStepError(`event ${id} was not taken: ${reason(error)}`)
  }
  if (answer.error) throw new OutOfStepError(`event ${id} was not taken: ${answer.error.description}`)
  // Another relay of this context has sent it: the count is off from here on.
  if (answer.duplicate || answer.seq !== number)
    throw new OutOfStepError(`event ${id} is number ${answer.seq} already: another relay is at work`)
  return number
}

/** What JetStream answers to a message that names where to. */
interface PublishAnswer {
  readonly seq?: number
  readonly duplicate?: boolean
  readonly error?: { readonly description?: string }
}

const headersOf = ({ id, headers }: EvtMessage, lastSequence: number) =>
  writeHeaders({
    ...headers,
    'Nats-Msg-Id': id,
    'Nats-Expected-Last-Sequence': String(lastSequence),
  })

const reason = (error: unknown) =>
  error instanceof NatsError && error.code === '503' ? 'no stream takes it' : (error as Error).message
