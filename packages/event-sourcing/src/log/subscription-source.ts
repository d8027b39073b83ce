import { toLogError } from './client-errors.ts'
import type { Connection } from './connection.ts'
import { EventLogError } from './errors.ts'
import type { Mark } from './intake.ts'
import { openRead } from './read-call.ts'
import { subscribeRequest } from './read-request.ts'
import type { ReadAnswer, StoredEvent } from './read-response.ts'
import { createReader } from './reader.ts'

const HEAD_TIMEOUT_MS = 10_000

export interface Follower {
  /** May throw: then it ends with that error. */
  readonly onEvent: (event: StoredEvent) => void
  readonly onMark: (mark: Mark) => void
  readonly onError: (error: unknown) => void
}

export interface Source {
  readonly pause: () => void
  readonly resume: () => void
}

/** One filtered subscription; events, checkpoints and live marks come in order. */
export async function openSource(
  connection: Connection,
  after: string,
  prefixes: readonly string[],
  { onEvent, onMark, onError }: Follower,
): Promise<Source> {
  // Asked over the same connection, so of the same node: when the subscription says it is live, it has passed this.
  const head = await createReader(connection, HEAD_TIMEOUT_MS).head()
  const call = await openRead(connection.client(), subscribeRequest(after, prefixes))
  call.on('data', (answer: ReadAnswer) => {
    try {
      if (answer.kind === 'event') onEvent(answer.event)
      else if (answer.kind === 'checkpoint') onMark({ position: answer.position, live: false })
      else if (answer.kind === 'caught-up') onMark({ position: head, live: true })
    } catch (error) {
      onError(error)
    }
  })
  call.on('error', (error) => onError(toLogError(error, 'follow the log')))
  call.on('end', () => onError(new EventLogError('unavailable', 'the store ended the subscription')))
  return { pause: () => call.pause(), resume: () => call.resume() }
}
