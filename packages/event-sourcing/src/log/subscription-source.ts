import {
  type AllStreamSubscription,
  type ResolvedEvent,
  START,
  streamNameFilter,
} from '@eventstore/db-client'
import { toLogError } from './client-errors.ts'
import type { Connection } from './connection.ts'
import { EventLogError } from './errors.ts'
import type { Mark } from './intake.ts'
import { createReader } from './reader.ts'

/** The server says where it is at least once in this many times 32 records that match nothing. */
const CHECKPOINT_EVERY = 32
const HEAD_TIMEOUT_MS = 10_000

export interface Follower {
  /** May throw: then it ends with that error. */
  readonly onEvent: (event: ResolvedEvent) => void
  readonly onMark: (mark: Mark) => void
  readonly onError: (error: unknown) => void
}

export interface Source {
  readonly pause: () => void
  readonly resume: () => void
}

/** One filtered subscription of the client, whose checkpoints and live marks come in order with the events. */
export async function openSource(
  connection: Connection,
  after: string,
  prefixes: readonly string[],
  { onEvent, onMark, onError }: Follower,
): Promise<Source> {
  // Asked over the same connection, so of the same node: when the subscription says it is live, it has passed this.
  const head = await createReader(connection, HEAD_TIMEOUT_MS).head()
  const subscription = connection.client().subscribeToAll(
    {
      // Commit and prepare position are the same for everything appended over gRPC.
      fromPosition: after === '0' ? START : { commit: BigInt(after), prepare: BigInt(after) },
      filter: streamNameFilter({
        prefixes: [...prefixes],
        checkpointInterval: CHECKPOINT_EVERY,
        checkpointReached: async (source, { commit }) => queueMark(source, String(commit), false),
      }),
    },
    { highWaterMark: 1_000 },
  )
  subscription.on('data', (item: ResolvedEvent | { mark: Mark }) => {
    try {
      if ('mark' in item) onMark(item.mark)
      else onEvent(item)
    } catch (error) {
      onError(error)
    }
  })
  subscription.on('caughtUp', () => queueMark(subscription, head, true))
  subscription.on('error', (error) => onError(toLogError(error, 'follow the log')))
  const ended = () => onError(new EventLogError('unavailable', 'the store ended the subscription'))
  subscription.on('end', ended)
  subscription.on('close', ended)
  return { pause: () => subscription.pause(), resume: () => subscription.resume() }
}

/** Behind the events that the client has read and not yet handed over. */
function queueMark(subscription: AllStreamSubscription, position: string, live: boolean): void {
  ;(subscription as unknown as { push(item: { mark: Mark }): void }).push({ mark: { position, live } })
}
