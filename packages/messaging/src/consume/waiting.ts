import { encodeToken } from '@takt/contracts'
import type { JetStreamManager, MsgRequest, NatsConnection } from 'nats'
import { unlessCode } from '../nats/streams.ts'
import { streamOf } from '../nats/subjects.ts'

/** A message that its service has not acknowledged: not delivered yet, or in work. */
export interface WaitingMessage {
  readonly subject: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** When NATS took it. */
  readonly at: string
}

export interface Waiting {
  readonly count: number
  /** The oldest ones, oldest first. */
  readonly messages: readonly WaitingMessage[]
}

const NO_MESSAGE = 10037

/**
 * The messages about one plant that wait in the queues that services take from, at most `most` of them whole. A queue
 * holds what is not acknowledged and nothing else, so nobody's turn is taken by looking. Throws where NATS cannot be asked.
 */
export async function waitingAt(connection: NatsConnection, plant: string, most: number): Promise<Waiting> {
  const manager = await connection.jetstreamManager({ checkAPI: false })
  const queues = ['in', 'cmd'].map((prefix) => `${prefix}.${encodeToken(plant)}.>`)
  const all = await Promise.all(queues.map((subject) => waitingOf(manager, subject, most)))
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    messages: all
      .flatMap(({ messages }) => messages)
      .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
      .slice(0, most),
  }
}

async function waitingOf(manager: JetStreamManager, subject: string, most: number): Promise<Waiting> {
  const stream = streamOf(subject)
  const { state } = await manager.streams.info(stream, { subjects_filter: subject })
  const count = Object.values(state.subjects ?? {}).reduce((sum, each) => sum + each, 0)
  const messages: WaitingMessage[] = []
  let next = state.first_seq
  while (messages.length < Math.min(count, most)) {
    // The server knows `next_by_subj` since 2.9, and the client hands it on, though its type does not.
    const found = await manager.streams
      .getMessage(stream, { seq: next, next_by_subj: subject } as MsgRequest)
      .catch(unlessCode(NO_MESSAGE))
    // Acknowledged meanwhile.
    if (!found) break
    const headers = Object.fromEntries([...(found.header ?? [])].map(([name, [value = '']]) => [name, value]))
    messages.push({ subject: found.subject, headers, body: found.string(), at: found.time.toISOString() })
    next = found.seq + 1
  }
  return { count, messages }
}
