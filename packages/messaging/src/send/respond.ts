import { type Log, type RawMessage, silent } from '@takt/event-sourcing'
import type { Msg, NatsConnection } from 'nats'
import { MAX_API_CALLS } from '../limits.ts'
import { openAnswers } from '../nats/answers.ts'
import { readHeaders } from '../nats/headers.ts'
import type { WireReply } from './wire-reply.ts'

export interface Responder {
  readonly metrics: { readonly inFlight: number; readonly answered: number; readonly busy: number }
  /** Takes no more calls and answers those under way. */
  stop(): Promise<void>
}

/**
 * An answer that NATS would not carry: of a command it goes without its events (they are in the log, at its position),
 * of a question it is refused.
 */
function fitting(reply: WireReply, maxBytes = 1024 * 1024): string {
  const text = JSON.stringify(reply)
  const bytes = Buffer.byteLength(text)
  if (bytes <= maxBytes) return text
  if (reply.status === 'accepted') return JSON.stringify({ ...reply, events: [] } satisfies WireReply)
  if (reply.status !== 'answered') return text
  const message = `the answer has ${bytes} bytes, more than the ${maxBytes} that NATS carries: ask for less at once`
  return JSON.stringify({
    status: 'rejected',
    code: 'answer-too-large',
    message,
    details: { bytes, maxBytes },
  } satisfies WireReply)
}

/** Answers `api.*.<context>.>`; processes of one service share the calls. */
export function respond(
  connection: NatsConnection,
  context: string,
  handle: (raw: RawMessage) => Promise<WireReply>,
  report: Log = silent,
): Responder {
  const counted = { inFlight: 0, answered: 0, busy: 0 }
  const underWay = new Set<Promise<void>>()
  const answers = openAnswers(connection)

  async function answer(message: Msg): Promise<void> {
    const raw = { subject: message.subject, headers: readHeaders(message.headers), body: message.data }
    const reply = await handle(raw).catch((error: Error): WireReply => {
      report.error({ subject: message.subject, error: error.stack }, 'a call could not be answered')
      return { status: 'unavailable', message: error.message }
    })
    counted.answered += 1
    if (message.reply) answers.give(message.reply, fitting(reply, connection.info?.max_payload))
  }

  const subscription = connection.subscribe(`api.*.${context}.>`, {
    queue: `takt-${context}`,
    callback: (error, message) => {
      if (error) return
      if (counted.inFlight >= MAX_API_CALLS) {
        counted.busy += 1
        const busy = `the ${context} service answers ${MAX_API_CALLS} calls already: ask again in a moment`
        message.respond(JSON.stringify({ status: 'unavailable', message: busy } satisfies WireReply))
        return
      }
      counted.inFlight += 1
      const answering = answer(message).finally(() => {
        counted.inFlight -= 1
        underWay.delete(answering)
      })
      underWay.add(answering)
    },
  })

  return {
    metrics: counted,
    async stop() {
      await subscription.drain().catch(() => {})
      await Promise.all(underWay)
      answers.send()
    },
  }
}
