import type { JetStreamManager, NatsConnection, StoredMsg, StreamState } from 'nats'
import { header, readHeaders } from '../nats/headers.ts'
import { unlessCode } from '../nats/streams.ts'
import { POSITION } from './evt-message.ts'

/** What NATS has of a context's events: the last one's log position, and the stream's last number. */
export interface LastSent {
  /** Undefined where the stream holds nothing: everything is to be sent. */
  readonly position: string | undefined
  readonly sequence: number
}

const NO_MESSAGE_FOUND = 10037

/** Asks NATS itself, so that what it lost is sent again and what it has is not. */
export async function lastSent(connection: NatsConnection, stream: string): Promise<LastSent> {
  const manager = await connection.jetstreamManager({ checkAPI: false })
  const { state } = await manager.streams.info(stream)
  const last = await lastMessage(manager, stream, state)
  if (!last) return { position: undefined, sequence: state.last_seq }
  const position = header(readHeaders(last.header), POSITION)
  if (position !== undefined && /^\d+$/.test(position)) return { position, sequence: state.last_seq }
  throw new Error(
    `the last message of ${stream} (${last.subject}, number ${last.seq}) does not say its log position: only the relay may publish there; remove that message`,
  )
}

/** Numbers at the end may be missing, after a loss or when someone removed messages. */
async function lastMessage(
  manager: JetStreamManager,
  stream: string,
  state: StreamState,
): Promise<StoredMsg | undefined> {
  if (state.messages === 0) return undefined
  for (let seq = state.last_seq; seq >= state.first_seq; seq--) {
    const message = await manager.streams.getMessage(stream, { seq }).catch(unlessCode(NO_MESSAGE_FOUND))
    if (message) return message
  }
  return undefined
}
