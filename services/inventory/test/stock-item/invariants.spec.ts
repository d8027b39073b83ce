import {
  add,
  coverReservations,
  type DataOf,
  GoodsIssued,
  GoodsReceived,
  negate,
  StockAdjusted,
  StockTransferred,
  subtract,
  sum,
  toBaseUnit,
} from '@takt/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openOf } from '../../src/domain/stock-item/ledger.ts'
import { isRequest, type StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import type { StockItem as State } from '../../src/domain/stock-item/state.ts'
import { amountOf, isHeld, placesOf } from '../../src/domain/stock-item/stock.ts'
import { StockItem } from '../../src/domain/stock-item/stock-item.ts'
import { play, reference } from './play.ts'
import { steps } from './random.ts'

const RUNS = 100
const withoutZeros = (sums: Iterable<[string, string]>) =>
  Object.fromEntries([...sums].filter(([, v]) => v !== '0'))
function sumBy<T>(values: Iterable<T>, key: (value: T) => string, amount: (value: T) => string) {
  const sums = new Map<string, string>()
  for (const value of values) sums.set(key(value), add(sums.get(key(value)) ?? '0', amount(value)))
  return withoutZeros(sums)
}

test('G9: what came in minus what went out is what is there, by lot and location, whatever happens', () => {
  fc.assert(
    fc.property(steps, (all) => {
      // A ledger of its own, kept from what was said to happen alone: it knows neither holds nor statuses.
      const there = new Map<string, string>()
      const book = (lot: string, location: string, amount: string) =>
        there.set(`${lot} ${location}`, add(there.get(`${lot} ${location}`) ?? '0', amount))
      play(all, ({ events, state }) => {
        for (const event of events) {
          if (GoodsReceived.is(event)) book(event.data.lot, event.data.location, base(event.data))
          if (GoodsIssued.is(event)) book(event.data.lot, event.data.location, negate(base(event.data)))
          if (StockAdjusted.is(event)) book(event.data.lot, event.data.location, base(event.data))
          if (StockTransferred.is(event)) {
            book(event.data.lot, event.data.fromLocation, negate(base(event.data)))
            book(event.data.lot, event.data.toLocation, base(event.data))
          }
        }
        const kept = sumBy(
          [...placesOf(state)].flatMap(({ lot, location, amounts }) =>
            Object.values(amounts).map((amount) => ({ key: `${lot} ${location}`, amount })),
          ),
          (each) => each.key,
          (each) => each.amount,
        )
        expect(kept).toEqual(withoutZeros(there))
      })
    }),
    { numRuns: RUNS },
  )
})

/** From what was reported, not from what the event says it comes to. */
const base = ({ quantity, reported }: Pick<DataOf<typeof GoodsReceived>, 'quantity' | 'reported'>): string =>
  toBaseUnit(reported ?? quantity, reference.item)?.amount ?? ''

test('every sum that is kept equals the sum of what it is of', () => {
  fc.assert(
    fc.property(steps, (all) => {
      play(all, ({ state }) => {
        const places = [...placesOf(state)]
        const of = (bucket: 'unrestricted' | 'inInspection') =>
          sum(places.map((p) => p.amounts[bucket] ?? '0'))
        expect(state.unrestricted).toBe(of('unrestricted'))
        expect(state.inInspection).toBe(of('inInspection'))
        const lots = Object.entries(state.lots.entries)
        expect(state.expiring).toEqual(
          sumBy(
            lots.filter(([, lot]) => lot.expiresOn),
            ([, lot]) => lot.expiresOn ?? '',
            ([, lot]) => lot.unrestricted,
          ),
        )
        const reservations = Object.values(state.reservations)
        for (const [id, lot] of lots)
          expect(lot.reserved).toBe(sum(reservations.filter((r) => r.lot === id).map((r) => r.open)))
        for (const ledger of [state.supply, state.demand]) {
          const open = Object.values(ledger.documents.entries).flatMap((d) =>
            Object.values(d.lines).flatMap(openOf),
          )
          expect(ledger.on).toEqual(
            sumBy(
              open,
              (o) => o.date,
              (o) => o.amount,
            ),
          )
          expect(ledger.open).toBe(sum(open.map((o) => o.amount)))
        }
        expect(state.reserved).toEqual(reservedOf(state))
      })
    }),
    { numRuns: RUNS },
  )
})

/** What is reserved, from the reservations and the open demand alone. */
function reservedOf(state: State): Record<string, string> {
  const byLine = new Map<string, { amount: string; date: string | undefined }[]>()
  for (const { document, open, date } of Object.values(state.reservations)) {
    const line = document ? `${document.type} ${document.id}|${document.line ?? ''}` : ''
    byLine.set(line, [...(byLine.get(line) ?? []), { amount: open, date }])
  }
  const entries = [...byLine].flatMap(([line, reserved]) => {
    const [document = '', id = ''] = line.split('|')
    return coverReservations(reserved, openOf(state.demand.documents.entries[document]?.lines[id]))
  })
  return sumBy(
    entries,
    (e) => `${e.date ?? ''}|${e.demandDate ?? ''}`,
    (e) => e.amount,
  )
}

test('G10: nothing of a held lot is ever usable, and every decision on it keeps it so', () => {
  fc.assert(
    fc.property(steps, (all) => {
      play(all, ({ state, step, events }) => {
        for (const { lot, amounts } of placesOf(state)) {
          // What was taken before the hold and was not there may still be missing; nothing is there to be used.
          if (isHeld(state, lot))
            for (const usable of [amounts.unrestricted, amounts.inInspection])
              expect(Number(usable ?? 0)).toBeLessThanOrEqual(0)
          else expect([amounts.heldUnrestricted, amounts.heldInInspection]).toEqual([undefined, undefined])
        }
        const issued = events.find(GoodsIssued.is)
        if (issued && isRequest(step.message)) expect(isHeld(state, issued.data.lot)).toBe(false)
      })
    }),
    { numRuns: RUNS },
  )
})

test('an exception stands exactly while stock is below zero', () => {
  fc.assert(
    fc.property(steps, (all) => {
      play(all, ({ state }) => {
        const below = [...placesOf(state)].flatMap(({ lot, location }) =>
          (['unrestricted', 'inInspection', 'blocked'] as const)
            .filter((status) => amountOf(state, lot, location, status).startsWith('-'))
            .map((status) => `negative-stock:${location}:${lot}:${status}`),
        )
        const raised = Object.keys(state.exceptions).filter((id) => id.startsWith('negative-stock'))
        expect(raised.sort()).toEqual(below.sort())
      })
    }),
    { numRuns: RUNS },
  )
})

test('the reorder point is left and reached exactly where the inventory position says so', () => {
  fc.assert(
    fc.property(steps, (all) => {
      play(all, ({ state, events }) => {
        if (events.length === 0) return
        const onHand = add(state.unrestricted, state.inInspection)
        const position = subtract(add(onHand, state.supply.open), state.demand.open)
        expect(state.belowReorderPoint).toBe(Number(position) <= 50)
      })
    }),
    { numRuns: RUNS },
  )
})

test('the state survives JSON: a snapshot decides and evolves as the stream does', () => {
  fc.assert(
    fc.property(steps, (all) => {
      let copy = StockItem.initialState()
      play(all, ({ state, given, step, events }) => {
        for (const event of structuredClone(events) as StockItemEvent[]) copy = StockItem.evolve(copy, event)
        copy = JSON.parse(JSON.stringify(copy))
        expect(copy).toEqual(state)
        expect(StockItem.decide(copy, step.message, given)).toEqual(
          StockItem.decide(state, step.message, given),
        )
      })
    }),
    { numRuns: RUNS },
  )
})
