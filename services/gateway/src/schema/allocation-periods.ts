import { add, isInForce, isReleased, max, subtract } from '@takt/contracts'
import { inventory } from '@takt/read-models'
import { builder } from '../builder.ts'
import type { AllocationPeriodRow } from '../reading/allocation-periods.ts'
import { today } from '../reading/today.ts'

export const AllocationState = builder.enumType('AllocationState', {
  values: inventory.allocation.state.enumValues,
})

const daysOf = ({ starts, validUntil, releaseOn }: AllocationPeriodRow) => ({
  from: starts || undefined,
  until: validUntil ?? undefined,
  releaseOn: releaseOn ?? undefined,
})

/** Whether it counts on a day. */
export const isAllocatedOn = (row: AllocationPeriodRow, day: string): boolean =>
  row.state === 'allocated' && isInForce(daysOf(row), day)

/** The one that holds a day, or else the next one, or else the last. */
export const currentOf = (
  rows: readonly AllocationPeriodRow[],
  day: string,
): AllocationPeriodRow | undefined =>
  rows.find((row) => isAllocatedOn(row, day)) ??
  rows.find((row) => row.state === 'allocated' && row.starts > day) ??
  rows.at(-1)

export const AllocationPeriod = builder.objectRef<AllocationPeriodRow>('AllocationPeriod').implement({
  description: "What a pool is allocated for the days of a period. Amounts are in the item's base unit.",
  fields: (t) => ({
    from: t.field({ type: 'Date', nullable: true, resolve: (p) => p.starts || null }),
    until: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day.',
      resolve: (p) => p.validUntil,
    }),
    releaseOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'From this day on what is guaranteed and not consumed is free for everybody.',
      resolve: (p) => p.releaseOn,
    }),
    state: t.field({ type: AllocationState, resolve: (p) => p.state }),
    inForce: t.boolean({
      description: "Whether it holds today, in the plant's own zone.",
      resolve: async (p, _args, context) => {
        const day = await today(p.plant, context)
        return day !== undefined && isAllocatedOn(p, day)
      },
    }),
    guaranteed: t.field({ type: 'Decimal', nullable: true, resolve: (p) => p.guaranteed }),
    max: t.field({ type: 'Decimal', nullable: true, resolve: (p) => p.max }),
    carriedGuaranteed: t.field({
      type: 'Decimal',
      description: 'Of `guaranteed`, what the period before left over.',
      resolve: (p) => p.carriedGuaranteed,
    }),
    carriedMax: t.field({
      type: 'Decimal',
      description: 'Of `max`, what the period before left over.',
      resolve: (p) => p.carriedMax,
    }),
    open: t.field({
      type: 'Decimal',
      description: 'By promises, demand and reservations for its days that are open.',
      resolve: (p) => p.open,
    }),
    issued: t.field({
      type: 'Decimal',
      description: 'Issued for them since it was allocated.',
      resolve: (p) => p.issued,
    }),
    consumed: t.field({
      type: 'Decimal',
      description: '`open` and `issued` in sum.',
      resolve: (p) => add(p.open, p.issued),
    }),
    unconsumed: t.field({
      type: 'Decimal',
      description: 'What is guaranteed and neither consumed nor released; 0 where it is over.',
      resolve: async (p, _args, context) => {
        const day = await today(p.plant, context)
        const { until = '~', releaseOn } = daysOf(p)
        const isOver = p.state !== 'allocated' || (day !== undefined && until < day)
        if (isOver || (day !== undefined && isReleased({ releaseOn }, day))) return '0'
        return max('0', subtract(p.guaranteed ?? '0', add(p.open, p.issued)))
      },
    }),
    unit: t.exposeString('unit'),
  }),
})
