import {
  AllocationConsumptionChanged,
  atpOn,
  compare,
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
import { consumedIn } from '../../src/domain/stock-item/allocation-state.ts'
import { asked } from '../../src/domain/stock-item/ask.ts'
import { timelineOf } from '../../src/domain/stock-item/availability.ts'
import { effectsOf } from '../../src/domain/stock-item/effects.ts'
import { lineOf, openOf } from '../../src/domain/stock-item/ledger.ts'
import type { StockItemMessage } from '../../src/domain/stock-item/messages.ts'
import { reservedForLine } from '../../src/domain/stock-item/reserved.ts'
import { addTo, initialState, type StockItem as State } from '../../src/domain/stock-item/state.ts'
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

/** What is open of each pool and those below it, from the lines and reservations alone. */
function openIn(state: State): Record<string, string> {
  const sums: Record<string, string> = {}
  const book = (pool: string | undefined, amount: string) => {
    if (pool !== undefined) for (const each of poolsAbove(pool)) addTo(sums, each, amount)
  }
  const lines = Object.entries(state.demand.documents.entries).flatMap(([document, { lines: all }]) =>
    Object.entries(all).map(([line, each]) => ({ key: `${document} ${line}`, each })),
  )
  const coveredBy = new Map(
    lines.map(({ key, each }) => {
      const open = sum(openOf(each).map((o) => o.amount))
      book(each.pool, open)
      return [key, open]
    }),
  )
  for (const [key, ids] of Object.entries(state.reservedFor)) {
    let left = coveredBy.get(key) ?? '0'
    for (const id of ids) {
      const { open = '0', pool } = state.reservations[id] ?? {}
      book(pool, max('0', subtract(open, left)))
      left = max('0', subtract(left, open))
    }
  }
  for (const { document, open, pool } of Object.values(state.reservations)) if (!document) book(pool, open)
  return sums
}

test('what a pool has open is the sum of what lines and reservations consume of it and of those below', () => {
  fc.assert(
    fc.property(fc.oneof(steps, poolSteps), (all) => {
      play(all, ({ state }) => {
        const kept = Object.entries(state.allocations.consumed).map(([pool, { open }]) => [pool, open])
        expect(Object.fromEntries(kept.filter(([, open]) => open !== '0'))).toEqual(openIn(state))
      })
    }),
    { numRuns: RUNS },
  )
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
