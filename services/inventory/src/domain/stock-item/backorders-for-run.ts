import {
  BackordersDecided,
  type DataOf,
  PromisesRedistributed,
  type RedistributeForRun,
} from '@takt/contracts'
import { isRejection } from '@takt/decider'
import type { Ask } from './ask.ts'
import { changesOf, redistribution } from './backorders.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'

/** Promises lines anew for a run over several items, and answers it by an event in any case: it waits for that. */
export function redistributeForRun(
  stock: StockItem,
  data: DataOf<typeof RedistributeForRun>,
  ask: Ask,
): readonly StockItemEvent[] {
  const { item, run } = data
  const lines = redistribution(stock, data, ask)
  if (isRejection(lines)) {
    const refusal = { code: lines.code, sentence: lines.message }
    return [BackordersDecided.create({ item, run, selected: 0, changed: 0, refusal })]
  }
  const events = changesOf(stock, data, lines, ask)
  const changed = events.filter(PromisesRedistributed.is).flatMap((event) => event.data.lines).length
  return [...events, BackordersDecided.create({ item, run, selected: lines.length, changed })]
}
