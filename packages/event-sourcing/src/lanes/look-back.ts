import type { Past, PastMessage } from '@takt/decider'
import type { LiveAggregate } from '../aggregate/live-aggregate.ts'
import type { Inbox, InboxRow } from '../inbox.ts'
import type { EventLog } from '../log/event-log.ts'
import { recallEvents } from './recall.ts'

/** The most messages that one decision may look back at. */
export const MAX_LOOK_BACKS = 32

/**
 * Reads earlier messages of a stream by their ids or claims: one query, and a few events of each. Of ids that have no
 * row in the inbox yet the aggregate's window knows; of such claims its state must.
 */
export async function lookBack(
  lookup: (ids: readonly string[]) => ReturnType<Inbox['lookup']>,
  log: EventLog,
  { stream, recent }: Pick<LiveAggregate, 'stream' | 'recent'>,
  ids: readonly string[],
  before: Past | undefined,
): Promise<Past> {
  const past = new Map(before)
  if (past.size + ids.length > MAX_LOOK_BACKS)
    throw new Error(`a decision on ${stream} looks back at more than ${MAX_LOOK_BACKS} messages`)
  const rows = await lookup(ids)
  for (const id of ids)
    past.set(id, await pastOf(log, stream, id, recent.get(id) ?? own(rows.get(id), stream)))
  return past
}

const own = (row: InboxRow | undefined, stream: string): InboxRow | undefined =>
  row?.stream === stream && !row.rejection ? row : undefined

async function pastOf(
  log: EventLog,
  stream: string,
  id: string,
  at: Pick<InboxRow, 'revision'> | undefined,
): Promise<PastMessage | undefined> {
  if (!at) return undefined
  const { revision } = at
  const [event] = revision < 0 ? [] : await log.readBackwards(stream, { from: revision, limit: 1 })
  const { messageId, claims = [] } = event?.metadata ?? { messageId: '' }
  if (!event || (messageId !== id && !claims.includes(id))) return { messageId: id, events: [] }
  return { messageId, events: await recallEvents(log, stream, messageId, revision) }
}
