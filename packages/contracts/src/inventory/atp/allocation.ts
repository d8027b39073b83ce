import { add, isNegative, subtract } from '../../quantity.ts'

/** What becomes of that which a pool has not consumed of a period when it ends: nothing, or its next period has it too. */
export type CarryOver = 'lapse' | 'nextPeriod'

/** What a pool is allocated for the days of a period. Exact decimals in base units, days in the plant's zone. */
export interface AllocatedPeriod {
  /** The first day; without one it has no beginning. */
  readonly from?: string | undefined
  /** The last day. */
  readonly until?: string | undefined
  /** From this day on what is guaranteed and not consumed is free for everybody. */
  readonly releaseOn?: string | undefined
  readonly guaranteed?: string | undefined
  readonly max?: string | undefined
  /** Of the two above, what the period before left over. */
  readonly carriedGuaranteed?: string | undefined
  readonly carriedMax?: string | undefined
  /** For its days, by the pool and all pools below it, open or issued. */
  readonly consumed: string
}

/** The periods of a pool, earliest first; no two share a day. */
export interface AllocatedPool<Period extends AllocatedPeriod = AllocatedPeriod> {
  /** Its path as text, as `web/gold`. */
  readonly pool: string
  readonly carryOver?: CarryOver | undefined
  readonly periods: readonly Period[]
}

/** What pools consume for days: by {@link consumptionKey}. */
export type Consumption = Readonly<Record<string, string>>

export const poolText = (path: readonly string[]): string => path.join('/')
export const poolPath = (text: string): string[] => text.split('/')

/** A pool and all above it, the widest first. */
export const poolsAbove = (pool: string): string[] =>
  poolPath(pool).map((_, i, path) => poolText(path.slice(0, i + 1)))

/** Whether what is for `pool` is for `other` too. */
export const isOrIsBelow = (pool: string | undefined, other: string): boolean =>
  pool === other || (pool?.startsWith(`${other}/`) ?? false)

/** Whether a period holds a day. */
export const isInForce = ({ from, until }: Pick<AllocatedPeriod, 'from' | 'until'>, day: string): boolean =>
  (from ?? '') <= day && day <= (until ?? '~')

/** That which holds a day. */
export const periodOn = <P extends Pick<AllocatedPeriod, 'from' | 'until'>>(
  periods: readonly P[],
  day: string,
): P | undefined => periods.find((period) => isInForce(period, day))

export const isReleased = ({ releaseOn }: Pick<AllocatedPeriod, 'releaseOn'>, today: string): boolean =>
  releaseOn !== undefined && releaseOn <= today

/** The periods that are not past, the first of them with what those before it carry over. */
export function livePeriods<P extends AllocatedPeriod>(
  { carryOver, periods }: Pick<AllocatedPool<P>, 'carryOver' | 'periods'>,
  today: string,
): readonly P[] {
  const first = periods.findIndex(({ until }) => (until ?? '~') >= today)
  if (first === 0) return periods
  if (first < 0) return []
  const live = periods.slice(first)
  if (carryOver !== 'nextPeriod') return live
  return live.with(0, periods.slice(0, first + 1).reduce(carried))
}

/** A period with what is left of the one before it, once that is past. */
export function carried<P extends AllocatedPeriod>(before: P, next: P): P {
  const { guaranteed, max, releaseOn, consumed } = before
  const left = releaseOn === undefined ? leftOf(guaranteed, consumed) : '0'
  const room = next.max === undefined ? '0' : leftOf(max, consumed)
  return {
    ...next,
    ...(left === '0' ? {} : more(next, 'guaranteed', 'carriedGuaranteed', left)),
    ...(room === '0' ? {} : more(next, 'max', 'carriedMax', room)),
  }
}

function leftOf(limit: string | undefined, consumed: string): string {
  const left = subtract(limit ?? '0', consumed)
  return isNegative(left) ? '0' : left
}

const more = (
  next: AllocatedPeriod,
  limit: 'guaranteed' | 'max',
  part: 'carriedGuaranteed' | 'carriedMax',
  amount: string,
) => ({ [limit]: add(next[limit] ?? '0', amount), [part]: add(next[part] ?? '0', amount) })

/** What one pool consumes for one day; the day is '' where it is not known. */
export const consumptionKey = (pool: string, day: string): string => `${day}|${pool}`

/** The inverse of {@link consumptionKey}. */
export function consumptionOf(key: string): { readonly pool: string; readonly day: string } {
  const at = key.indexOf('|')
  return { day: key.slice(0, at), pool: key.slice(at + 1) }
}

/** Pools with what is consumed of them and of those below them beside what was before. */
export function withConsumption<P extends AllocatedPeriod>(
  pools: readonly AllocatedPool<P>[],
  more: Consumption,
): AllocatedPool<P>[] {
  const changes = Object.entries(more).map(([key, amount]) => ({ ...consumptionOf(key), amount }))
  if (changes.length === 0) return [...pools]
  return pools.map((each) => {
    const mine = changes.filter(({ pool }) => isOrIsBelow(pool, each.pool))
    if (mine.length === 0) return each
    const periods = each.periods.map((period) => {
      const of = mine.filter(({ day }) => isInForce(period, day))
      return of.length === 0
        ? period
        : { ...period, consumed: of.reduce((sum, { amount }) => add(sum, amount), period.consumed) }
    })
    return { ...each, periods }
  })
}
