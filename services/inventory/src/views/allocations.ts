import {
  AllocationConsumptionChanged,
  AllocationExpired,
  AllocationReleased,
  type PoolState,
  poolText,
  StockAllocated,
  StockReallocated,
} from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'

const { allocation } = inventory

const limits = ({ guaranteed, max, from, until, open, issued }: PoolState) => ({
  guaranteed: guaranteed ?? null,
  max: max ?? null,
  validFrom: from ?? null,
  validUntil: until ?? null,
  open,
  issued,
})

/** What was consumed stays when an allocation ends; it starts anew with the next one. */
export const allocations = view({
  name: 'allocations',
  tables: [allocation],
  on: [
    project(StockAllocated, ({ plant, data, position }, write) => {
      const { item, unit, reason = null } = data
      write(allocation).put(
        { plant, item, pool: poolText(data.pool) },
        { ...limits(data), unit, state: 'allocated', reason, position },
      )
    }),
    project(StockReallocated, ({ plant, data: { item, quantity, pools, reason }, position }, write) => {
      for (const pool of pools)
        write(allocation).put(
          { plant, item, pool: poolText(pool.pool) },
          { ...limits(pool), unit: quantity.unit, state: 'allocated', reason, position },
        )
    }),
    project(AllocationReleased, ({ plant, data: { item, pool, reason = null }, position }, write) =>
      write(allocation).patch({ plant, item, pool: poolText(pool) }, { state: 'released', reason, position }),
    ),
    project(AllocationExpired, ({ plant, data: { item, pool }, position }, write) =>
      write(allocation).patch({ plant, item, pool: poolText(pool) }, { state: 'expired', position }),
    ),
    project(AllocationConsumptionChanged, ({ plant, data: { item, unit, pools }, position }, write) => {
      for (const { pool, open, issued } of pools)
        write(allocation).add({ plant, item, pool: poolText(pool) }, {}, { open, issued, unit, position })
    }),
  ],
})
