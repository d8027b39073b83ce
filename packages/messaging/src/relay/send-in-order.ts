import { type JetStreamClient, NatsError } from 'nats'
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
  jetStream: JetStreamClient,
  messages: readonly EvtMessage[],
  lastSequence: number,
): Promise<number> {
  let last = lastSequence
  for (let from = 0; from < messages.length; from += MAX_PUBLISH_BATCH) {
    last = await sendBatch(jetStream, messages.slice(from, from + MAX_PUBLISH_BATCH), last)
  }
  return last
}

async function sendBatch(
  jetStream: JetStreamClient,
  batch: readonly EvtMessage[],
  lastSequence: number,
): Promise<number> {
  const sent = batch.map((message, index) =>
    jetStream.publish(message.subject, message.body, {
      msgID: message.id,
      headers: writeHeaders(message.headers),
      expect: { lastSequence: lastSequence + index },
      timeout: PUBLISH_TIMEOUT_MS,
    }),
  )
  const answers = await Promise.allSettled(sent)
  answers.forEach((answer, index) => {
    if (answer.status === 'rejected') throw new OutOfStepError(reason(answer.reason, batch[index]?.id))
    const { seq, duplicate } = answer.value
    // Another relay of this context has sent it: the count is off from here on.
    if (duplicate || seq !== lastSequence + index + 1)
      throw new OutOfStepError(`event ${batch[index]?.id} is number ${seq} already: another relay is at work`)
  })
  return lastSequence + batch.length
}

const reason = (error: unknown, id: string | undefined) =>
  `event ${id} was not taken: ${error instanceof NatsError ? (error.api_error?.description ?? error.message) : String(error)}`
