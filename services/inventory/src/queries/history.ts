import { streamName, utc } from '@takt/contracts'
import { type TablesInMemory, tablesInMemory } from '@takt/projections'
import { comparePositions, type QueryGiven, type RecordedEvent } from '@takt/service'
import { evolve } from '../domain/stock-item/evolve.ts'
import type { StockItemEvent } from '../domain/stock-item/messages.ts'
import { initialState, type StockItem } from '../domain/stock-item/state.ts'
import { atpLines } from '../views/atp-lines.ts'
import { reservations } from '../views/reservations.ts'
import { stockOnHand } from '../views/stock-on-hand.ts'

/** An item at a plant as some events left it: what it decided with, and what its read models showed. */
export interface History {
  readonly state: StockItem
  readonly tables: TablesInMemory
  readonly last: RecordedEvent | undefined
}

/** Where to stop: with the last event at or before a position, or recorded at or before a time. */
export type Until = { readonly position: string } | { readonly time: string } | undefined

const isPast = (until: Until) => {
  if (until === undefined) return () => false
  if ('position' in until)
    return (event: RecordedEvent) => comparePositions(event.position, until.position) > 0
  const time = utc(until.time)
  return (event: RecordedEvent) => utc(event.metadata.recordedAt) > time
}

/**
 * Folds an item's events up to a point, by the functions that decide and that write the read models. Reads the whole
 * history up to there: only the newest snapshot of a stream is kept, and that is of now.
 * @param before an earlier point of the same item, which it goes on from, in place
 */
export async function historyOf(
  item: string,
  until: Until,
  given: QueryGiven,
  before?: History,
): Promise<History> {
  const { log, plant, signal } = given
  const { tables } = before ?? { tables: tablesInMemory([stockOnHand, atpLines, reservations]) }
  const past = isPast(until)
  let { state, last } = before ?? { state: initialState(), last: undefined }
  const from = last ? { from: last.revision + 1 } : {}
  for await (const page of log.readPages(streamName('inventory', 'stockItem', plant, item), from)) {
    signal.throwIfAborted()
    const end = page.findIndex(past)
    const taken = end < 0 ? page : page.slice(0, end)
    // Before the state: it changes in place what its events gave it.
    tables.take(taken)
    for (const event of taken)
      state = evolve(state, event as unknown as StockItemEvent, event.metadata.messageId)
    last = taken.at(-1) ?? last
    if (end >= 0) break
  }
  return { state, tables, last }
}

/** Whether a history has nothing that a point leaves out. */
export const isBy = ({ last }: History, until: Until): boolean => last === undefined || !isPast(until)(last)
