import {
  AllocationConsumptionChanged,
  AllocationExpired,
  AllocationPeriodEnded,
  AllocationReleased,
  type PeriodState,
  type PoolState,
  poolText,
  StockAllocated,
  StockReallocated,
} from '@takt/contracts'
import { project, view, type Write } from '@takt/projections'
import { inventory } from '@takt/read-models'

const { allocation, allocationPeriod } = inventory

interface Of {
  readonly plant: string
  readonly item: string
  readonly pool: string
}
type Rest = { readonly unit: string; readonly position: string }

const periodRow = (period: PeriodState) => ({
  validUntil: period.until ?? null,
  releaseOn: period.releaseOn ?? null,
  guaranteed: period.guaranteed ?? null,
  max: period.max ?? null,
  carriedGuaranteed: period.carriedGuaranteed ?? '0',
  carriedMax: period.carriedMax ?? '0',
  open: period.open,
  issued: period.issued,
})

const starts = ({ from }: Pick<PeriodState, 'from'>): string => from ?? ''

/** The row of the pool, and those of its periods. */
function put(write: Write, of: Of, state: PoolState, reason: string | null, rest: Rest): void {
  const { carryOver = 'lapse', open, issued, periods } = state
  const endsNext = periods[0]?.until ?? null
  write(allocation).put(of, { endsNext, carryOver, open, issued, ...rest, state: 'allocated', reason })
  for (const period of periods)
    write(allocationPeriod).put(
      { ...of, starts: starts(period) },
      { ...periodRow(period), ...rest, state: 'allocated' },
    )
}

/** What was consumed stays when an allocation ends; it starts anew with the next one. */
export const allocations = view({
  name: 'allocations',
  tables: [allocation, allocationPeriod],
  on: [
    project(StockAllocated, ({ plant, data, position }, write) => {
      const { item, unit, dropped = [], reason = null } = data
      const of = { plant, item, pool: poolText(data.pool) }
      for (const each of dropped) write(allocationPeriod).remove({ ...of, starts: each })
      put(write, of, data, reason, { unit, position })
    }),
    project(StockReallocated, ({ plant, data: { item, quantity, pools, reason }, position }, write) => {
      const rest = { unit: quantity.unit, position }
      for (const pool of pools) put(write, { plant, item, pool: poolText(pool.pool) }, pool, reason, rest)
    }),
    project(AllocationReleased, ({ plant, data, position }, write) => {
      const { item, reason = null } = data
      const of = { plant, item, pool: poolText(data.pool) }
      write(allocation).patch(of, { state: 'released', reason, position })
      for (const period of data.periods)
        write(allocationPeriod).patch({ ...of, starts: starts(period) }, { state: 'released', position })
    }),
    project(AllocationExpired, ({ plant, data: { item, pool, periods }, position }, write) => {
      const of = { plant, item, pool: poolText(pool) }
      write(allocation).patch(of, { state: 'expired', position })
      for (const period of periods)
        write(allocationPeriod).patch({ ...of, starts: starts(period) }, { state: 'expired', position })
    }),
    project(AllocationPeriodEnded, ({ plant, data: { item, pool, ended, next }, position }, write) => {
      const of = { plant, item, pool: poolText(pool) }
      write(allocation).patch(of, { endsNext: next.until ?? null, position })
      const key = { ...of, starts: starts(ended) }
      write(allocationPeriod).patch(key, { ...periodRow(ended), state: 'expired', position })
      write(allocationPeriod).patch({ ...of, starts: starts(next) }, { ...periodRow(next), position })
    }),
    project(AllocationConsumptionChanged, ({ plant, data: { item, unit, pools }, position }, write) => {
      for (const { pool, open, issued, periods = [] } of pools) {
        const of = { plant, item, pool: poolText(pool) }
        write(allocation).add(of, {}, { open, issued, unit, position })
        for (const period of periods)
          write(allocationPeriod).patch(
            { ...of, starts: starts(period) },
            { open: period.open, issued: period.issued, position },
          )
      }
    }),
  ],
})
