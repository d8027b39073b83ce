import {
  AllocationConsumptionChanged,
  atpOn,
  compare,
  isInForce,
  isNegative,
  max,
  PromiseStock,
  poolsAbove,
  ReallocateStock,
  ReserveStock,
  StockAllocated,
  StockReallocated,
  subtract,
  sum,
  type Timeline,
  unscaled,
} from '@takt/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { endedAllocations } from '../../src/domain/stock-item/allocation-ends.ts'
import { consumedIn } from '../../src/domain/stock-item/allocation-state.ts'
import { asked } from '../../src/domain/stock-item/ask.ts'
import { timelineOf } from '../../src/domain/stock-item/availability.ts'
import { effectsOf } from '../../src/domain/stock-item/effects.ts'
import { lineOf, openOf } from '../../src/domain/stock-item/ledger.ts'
import type { StockItemMessage } from '../../src/domain/stock-item/messages.ts'
import { reservedForLine } from '../../src/domain/stock-item/reserved-sums.ts'
import {
  addTo,
  initialState,
  type Reservation,
  type StockItem as State,
} from '../../src/domain/stock-item/state.ts'
import { StockItem } from '../../src/domain/stock-item/stock-item.ts'
import { type Played, play } from './play.ts'
import { POOLS, poolSteps, steps } from './random.ts'
import { day } from './world.ts'

const RUNS = 150

/** With the state before each decision. */
function playFrom(all: Parameters<typeof play>[0], look: (before: State, played: Played) => void): void {
  let before = initialState()
  play(all, (played) => {
    look(before, played)
    before = structuredClone(played.state)
  })
}

/** What is open of each pool and those below it, by day, from the lines and reservations alone. */
function openIn(state: State): Record<string, Record<string, string>> {
  const sums: Record<string, Record<string, string>> = {}
  const book = (pool: string | undefined, on: string, amount: string) => {
    if (pool === undefined) return
    for (const each of poolsAbove(pool)) {
      sums[each] ??= {}
      addTo(sums[each], on, amount)
    }
  }
  const lines = Object.entries(state.demand.documents.entries).flatMap(([document, { lines: all }]) =>
    Object.entries(all).map(([line, each]) => ({ key: `${document} ${line}`, each })),
  )
  const coveredBy = new Map(
    lines.map(({ key, each }) => {
      const open = openOf(each)
      for (const { date, amount } of open) book(each.pool, date, amount)
      return [key, sum(open.map((o) => o.amount))]
    }),
  )
  const reserved = (id: string) => state.reservations[id] ?? { open: '0' }
  const dayOf = ({ date, consumesOn }: Partial<Reservation>) => consumesOn ?? date ?? ''
  for (const [key, ids] of Object.entries(state.reservedFor)) {
    let left = coveredBy.get(key) ?? '0'
    // As they count: in the order of their ids.
    for (const id of [...ids].sort()) {
      const { open, ...of } = reserved(id) as Reservation
      book(of.pool, dayOf(of), max('0', subtract(open, left)))
      left = max('0', subtract(left, open))
    }
  }
  for (const { document, open, pool, ...of } of Object.values(state.reservations))
    if (!document) book(pool, dayOf(of), open)
  return sums
}

test('what a pool has open is the sum of what lines and reservations consume of it and of those below, in all and by period', () => {
  fc.assert(
    fc.property(fc.oneof(steps, poolSteps), (all) => {
      play(all, ({ state }) => {
        const { pools, consumed } = state.allocations
        const byDay = openIn(state)
        const kept = Object.entries(consumed).map(([pool, { open }]) => [pool, open])
        const total = Object.entries(byDay).map(([pool, days]) => [pool, sum(Object.values(days))])
        const some = (all: string[][]) => Object.fromEntries(all.filter(([, open]) => open !== '0'))
        expect(some(kept as string[][])).toEqual(some(total as string[][]))
        for (const [pool, { periods }] of Object.entries(pools))
          for (const period of periods) {
            const days = Object.entries(byDay[pool] ?? {}).filter(([on]) => isInForce(period, on))
            expect(period.open, `${pool} from ${period.from}`).toBe(sum(days.map(([, amount]) => amount)))
          }
      })
    }),
    { numRuns: RUNS },
  )
})

test('whether what is past is recorded changes no answer', () => {
  let ended = 0
  const later = fc.constantFrom(1, 2, 3, 5, 8)
  fc.assert(
    fc.property(poolSteps, fc.constantFrom(undefined, ...POOLS), later, (all, pool, days) => {
      play(all, ({ state, step, given }) => {
        const now = new Date(Date.parse(given.now) + days * 86_400_000).toISOString()
        const ask = asked(state, step.message, { ...given, now })
        const past = endedAllocations(state, ask)
        if (past.length === 0) return
        ended++
        const after = past.reduce((s, event) => StockItem.evolve(s, event, 'end'), structuredClone(state))
        const answer = (of: State) => {
          const line = timelineOf(of, ask, { pool })
          return Array.from({ length: 12 }, (_, n) => atpOn(line, day(n)))
        }
        expect(answer(after)).toEqual(answer(state))
        expect(endedAllocations(after, ask)).toEqual([])
      })
    }),
    { numRuns: RUNS },
  )
  expect(ended).toBeGreaterThan(0)
})

test('what moves stock turns what is open into what is issued, and nothing else changes what was issued', () => {
  fc.assert(
    fc.property(fc.oneof(steps, poolSteps), (all) => {
      playFrom(all, (before, { state, events }) => {
        if (!events.some(AllocationConsumptionChanged.is)) return
        const isSet = events.some((event) => StockAllocated.is(event) || StockReallocated.is(event))
        const moving = events.filter((event) => effectsOf(event).length > 0)
        for (const pool of Object.keys(state.allocations.pools)) {
          if (isSet || !before.allocations.pools[pool]) continue
          const [was, is] = [consumedIn(before.allocations, pool), consumedIn(state.allocations, pool)]
          expect(isNegative(is.issued)).toBe(false)
          if (moving.length === 0) expect(is.issued).toBe(was.issued)
          const others = events.filter((event) => /Reserv|Promised|Demand/.test(event.type))
          if (others.length === 0 && is.issued !== '0')
            expect(sum([is.open, is.issued])).toBe(sum([was.open, was.issued]))
        }
      })
    }),
    { numRuns: RUNS },
  )
})

/** What is guaranteed to anybody for periods begun by a day, and not consumed; and what is there of it from that day on. */
function coverOf(line: Timeline) {
  const unshared = { ...line, share: undefined }
  // As if all that is guaranteed was taken: what would be left for everybody.
  const demand = line.demand.map((wanted, t) => wanted + newly(line, t))
  const left = (date: string) => atpOn({ ...unshared, demand }, date) ?? '0'
  const guaranteed = line.share ? unscaled(line.share.guaranteed.at(-1) ?? 0n) : '0'
  return { guaranteed, isCovered: (date: string) => !isNegative(left(date)) }
}
const newly = ({ share }: Timeline, t: number): bigint =>
  share ? (share.guaranteed[t] ?? 0n) - (t === 0 ? 0n : (share.guaranteed[t - 1] ?? 0n)) : 0n

const isNew = (state: State, message: StockItemMessage): boolean => {
  if (ReserveStock.is(message)) return !message.data.document
  if (!PromiseStock.is(message)) return false
  return message.data.lines.every(({ line }) => {
    const document = { type: 'salesOrder', id: message.data.promise, line } as const
    return !lineOf(state.demand, document) && reservedForLine(state, document).length === 0
  })
}

test('a guarantee is never taken by others: what was there for all guarantees before a promise or a reservation still is', () => {
  fc.assert(
    fc.property(fc.oneof(steps, poolSteps), (all) => {
      playFrom(all, (before, { state, step, given }) => {
        if (!isNew(before, step.message)) return
        const ask = asked(before, step.message, given)
        const [was, is] = [coverOf(timelineOf(before, ask)), coverOf(timelineOf(state, ask))]
        for (let n = 0; n <= 9; n++) {
          const date = day(n)
          if (date >= given.now.slice(0, 10) && was.isCovered(date))
            expect(is.isCovered(date), date).toBe(true)
        }
      })
    }),
    { numRuns: RUNS },
  )
})

test('what moves between pools leaves as much set aside in all as before', () => {
  let moved = 0
  fc.assert(
    fc.property(poolSteps, (all) => {
      playFrom(all, (before, { state, step, given, events }) => {
        if (!ReallocateStock.is(step.message) || !events.some(StockReallocated.is)) return
        moved++
        const ask = asked(before, step.message, given)
        expect(coverOf(timelineOf(state, ask)).guaranteed).toBe(coverOf(timelineOf(before, ask)).guaranteed)
      })
    }),
    { numRuns: RUNS },
  )
  expect(moved).toBeGreaterThan(0)
})

test('no pool is promised more than there is: its share never exceeds what can be promised in all', () => {
  fc.assert(
    fc.property(steps, fc.constantFrom(undefined, ...POOLS), (all, pool) => {
      play(all, ({ state, step, given }) => {
        const line = timelineOf(state, asked(state, step.message, given), { pool })
        const unshared = { ...line, share: undefined }
        for (let n = 0; n <= 9; n++) {
          const [share, whole] = [atpOn(line, day(n)) ?? '0', atpOn(unshared, day(n)) ?? '0']
          expect(compare(share, max('0', whole))).toBeLessThanOrEqual(0)
        }
      })
    }),
    { numRuns: RUNS },
  )
})
