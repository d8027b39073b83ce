import {
  AllocationConsumptionChanged,
  AllocationExpired,
  AllocationPeriodEnded,
  AllocationReleased,
  poolText,
  StockAllocated,
  StockReallocated,
} from '@takt/contracts'
import { type Allocations, dropPool, endPeriod, setConsumed, setPool } from './allocation-state.ts'
import type { StockItemEvent } from './messages.ts'

type Change<Data> = (allocations: Allocations, data: Data) => void
type AllocationEvent = Extract<
  StockItemEvent,
  { readonly type: `inventory.Allocation${string}` | `inventory.Stock${'Allocated' | 'Reallocated'}` }
>

/** What events do to allocations, in place. */
export const allocationChanges: { readonly [E in AllocationEvent as E['type']]: Change<E['data']> } = {
  [StockAllocated.name]: setPool,
  [StockReallocated.name]: (allocations, { pools }) => {
    for (const pool of pools) setPool(allocations, pool)
  },
  [AllocationReleased.name]: (allocations, { pool }) => dropPool(allocations, pool),
  [AllocationExpired.name]: (allocations, { pool }) => dropPool(allocations, pool),
  [AllocationPeriodEnded.name]: endPeriod,
  [AllocationConsumptionChanged.name]: (allocations, { pools }) => {
    for (const { pool, open, issued = '0', periods } of pools)
      setConsumed(allocations, poolText(pool), { open, issued }, periods)
  },
}

/** As some events leave them; a copy where any of them changes something. */
export function allocationsAfter(before: Allocations, events: readonly StockItemEvent[]): Allocations {
  const changing = events.filter((event) => Object.hasOwn(allocationChanges, event.type))
  if (changing.length === 0) return before
  const after = structuredClone(before)
  for (const { type, data } of changing)
    (allocationChanges[type as AllocationEvent['type']] as Change<unknown>)(after, data)
  return after
}
