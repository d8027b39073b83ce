import { compare, dayIn, ReservationAllotted, StockReserved, sum } from '@takt/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allottedIn } from '../../src/domain/stock-item/allotments.ts'
import { isRequest } from '../../src/domain/stock-item/messages.ts'
import type { StockItem as State } from '../../src/domain/stock-item/state.ts'
import { isHeld, lotOf, standings } from '../../src/domain/stock-item/stock.ts'
import { play, reference } from './play.ts'
import { steps } from './random.ts'

const RUNS = 200
const PICKED = new Set(['unrestricted', 'bGrade'])

/** What of a lot can be picked, from what lies where alone. */
function pickable(state: State, lot: string): string {
  const own = [...standings(state, lot)].filter(
    (s) => PICKED.has(s.status) && !s.owner.startsWith('customer'),
  )
  return sum(own.map((s) => s.amount))
}

test('never promise twice: what is allotted of a lot is there, usable on its day, and nobody else’s (G10)', () => {
  fc.assert(
    fc.property(steps, (all) => {
      play(all, ({ state, step, given, events }) => {
        const made = events.flatMap((event) =>
          StockReserved.is(event) || ReservationAllotted.is(event) ? event.data.reservation : [],
        )
        if (!isRequest(step.message)) return
        const today = dayIn(reference.plant.timeZone, given.now)
        for (const { date = '', allotments = [] } of made.flatMap((id) => state.reservations[id] ?? [])) {
          for (const { lot } of allotments) {
            const allotted = sum(Object.values(state.reservations).map((r) => allottedIn(r, lot)))
            expect(compare(allotted, pickable(state, lot))).toBeLessThanOrEqual(0)
            expect(isHeld(state, lot)).toBe(false)
            expect((lotOf(state, lot)?.expiresOn ?? '~') >= (date > today ? date : today)).toBe(true)
          }
        }
      })
    }),
    { numRuns: RUNS },
  )
})

test('what a hard reservation holds of lots is all that is open of it, whatever is issued, reversed or ends', () => {
  fc.assert(
    fc.property(steps, (all) => {
      play(all, ({ state }) => {
        for (const { open, allotments } of Object.values(state.reservations)) {
          if (!allotments) continue
          expect(sum(allotments.map(({ quantity }) => quantity))).toBe(open)
          expect(new Set(allotments.map(({ lot }) => lot)).size).toBe(allotments.length)
          for (const { quantity } of allotments) expect(compare(quantity, '0')).toBe(1)
        }
      })
    }),
    { numRuns: RUNS },
  )
})

test('what is told of a lot that lacks what is reserved of it is so', () => {
  fc.assert(
    fc.property(steps, (all) => {
      play(all, ({ state, given, events }) => {
        if (events.length === 0) return
        const today = dayIn(reference.plant.timeZone, given.now)
        const lacking = Object.entries(state.lots.entries).flatMap(([lot, { reserved, expiresOn = '~' }]) => {
          const there = expiresOn < today ? '0' : pickable(state, lot)
          const good = compare(there, '0') < 0 ? '0' : there
          return compare(reserved, good) > 0 ? [`reserved-stock-missing:${lot}`] : []
        })
        const raised = Object.keys(state.exceptions).filter((id) => id.startsWith('reserved-stock-missing:'))
        expect(raised.sort()).toEqual(lacking.sort())
      })
    }),
    { numRuns: RUNS },
  )
})
