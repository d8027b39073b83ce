import { itemAtPlant, PreviewBackorders, type PreviewBackordersAnswer } from '@takt/contracts'
import { isRejection } from '@takt/decider'
import { query } from '@takt/service'
import { expiredBy } from '../domain/stock-item/ask.ts'
import { redistribution } from '../domain/stock-item/backorders.ts'
import { type Copies, unknownItem, unknownPlant } from '../master-data.ts'
import { historyOf } from './history.ts'

/** What a run would make of its lines now, by the function that decides it. Reads the item's whole history. */
export const previewBackorders = query(PreviewBackorders, async ({ item, ...which }, given) => {
  const { items, plants } = given.references as Copies
  const kept = items.get(item)
  const plant = plants.get(given.plant)
  if (!plant) return unknownPlant(given.plant)
  if (!kept) return unknownItem(item)
  const { state, last } = await historyOf(item, undefined, given)
  const { now } = given
  const decided = redistribution(state, which, {
    ...{ messageId: '', refusable: true, now, occurredAt: now },
    ...{ item: itemAtPlant(kept, given.plant), plant, expired: expiredBy(state, now) },
  })
  if (isRejection(decided)) return decided
  return {
    position: last?.position ?? null,
    now,
    unit: kept.unit,
    lines: decided,
  } satisfies PreviewBackordersAnswer
})
