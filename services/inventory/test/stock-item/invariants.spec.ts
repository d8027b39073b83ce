import {
  add,
  coverReservations,
  type DataOf,
  GoodsIssued,
  GoodsReceived,
  GoodsReturned,
  isPromisable,
  MovementReversed,
  negate,
  ownerKey,
  StockAdjusted,
  StockCountApproved,
  StockOwnerChanged,
  StockScrapped,
  StockStatusChanged,
  StockTransferred,
  subtract,
  sum,
  toBaseUnit,
} from '@takt/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allottedIn } from '../../src/domain/stock-item/allotments.ts'
import { openOf } from '../../src/domain/stock-item/ledger.ts'
import { isRequest, type StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import type { StockItem as State } from '../../src/domain/stock-item/state.ts'
import { isHeld, lotOf, standings, stockByStatus } from '../../src/domain/stock-item/stock.ts'
import { StockItem } from '../../src/domain/stock-item/stock-item.ts'
import { play, reference } from './play.ts'
import { steps, transferSteps } from './random.ts'

const RUNS = 100
const withoutZeros = (sums: Iterable<[string, string]>) =>
  Object.fromEntries([...sums].filter(([, v]) => v !== '0'))
function sumBy<T>(values: Iterable<T>, key: (value: T) => string, amount: (value: T) => string) {
  const sums = new Map<string, string>()
  for (const value of values) sums.set(key(value), add(sums.get(key(value)) ?? '0', amount(value)))
  return withoutZeros(sums)
}

test.each([
  ['whatever happens', steps],
  ['goods of other plants included', transferSteps],
] as const)(
  'G9: what came in minus what went out is what is there, by location, lot, status and owner, %s',
  (_, any) => {
    fc.assert(
      fc.property(any, (all) => {
        // A ledger of its own, kept from what was said to happen alone: it knows no holds, and what they block.
        const there = new Map<string, string>()
        play(all, ({ events, state }) => {
          for (const event of events)
            for (const [key, amount] of said(event)) there.set(key, add(there.get(key) ?? '0', amount))
          const kept = sumBy(
            standings(state),
            ({ lot, location, status, heldFrom, owner }) =>
              `${lot}|${location}|${heldFrom ?? status}|${owner}`,
            (each) => each.amount,
          )
          expect(kept).toEqual(withoutZeros(there))
        })
      }),
      { numRuns: RUNS },
    )
  },
)

/** What an event says it adds, by lot, location, the status that was asked for, and owner. */
function said(event: StockItemEvent): [key: string, amount: string][] {
  if (
    GoodsReceived.is(event) ||
    GoodsIssued.is(event) ||
    StockAdjusted.is(event) ||
    StockScrapped.is(event)
  ) {
    const { lot, location, status, heldFrom, owner } = event.data
    const amount =
      GoodsIssued.is(event) || StockScrapped.is(event) ? negate(base(event.data)) : base(event.data)
    return [[`${lot}|${location}|${heldFrom ?? status}|${ownerKey(owner)}`, amount]]
  }
  if (StockTransferred.is(event)) {
    const { lot, fromLocation, toLocation, status, heldFrom, owner } = event.data
    const rest = `${heldFrom ?? status}|${ownerKey(owner)}`
    return fromTo(`${lot}|${fromLocation}|${rest}`, `${lot}|${toLocation}|${rest}`, base(event.data))
  }
  if (StockStatusChanged.is(event)) {
    const { lot, location, from, heldFrom, to, heldTo, owner, quantity } = event.data
    const at = (status: string) => `${lot}|${location}|${status}|${ownerKey(owner)}`
    return fromTo(at(heldFrom ?? from), at(heldTo ?? to), quantity.amount)
  }
  if (StockOwnerChanged.is(event)) {
    const { lot, location, status, heldFrom, fromOwner, toOwner } = event.data
    const at = `${lot}|${location}|${heldFrom ?? status}`
    return fromTo(`${at}|${ownerKey(fromOwner)}`, `${at}|${ownerKey(toOwner)}`, base(event.data))
  }
  if (GoodsReturned.is(event)) {
    const { lot, location, status, heldFrom, owner, direction } = event.data
    const amount = direction === 'fromCustomer' ? base(event.data) : negate(base(event.data))
    return [[`${lot}|${location}|${heldFrom ?? status}|${ownerKey(owner)}`, amount]]
  }
  if (StockCountApproved.is(event)) {
    const { lot, location, status, heldFrom, owner, quantity } = event.data
    return [[`${lot}|${location}|${heldFrom ?? status}|${ownerKey(owner)}`, quantity.amount]]
  }
  if (MovementReversed.is(event))
    return event.data.effects.map(({ lot, location, status, heldFrom, owner, amount }) => [
      `${lot}|${location}|${heldFrom ?? status}|${ownerKey(owner)}`,
      amount,
    ])
  return []
}

const fromTo = (from: string, to: string, amount: string): [string, string][] => [
  [from, negate(amount)],
  [to, amount],
]

/** From what was reported, not from what the event says it comes to. */
const base = ({ quantity, reported }: Pick<DataOf<typeof GoodsReceived>, 'quantity' | 'reported'>): string =>
  toBaseUnit(reported ?? quantity, reference.item)?.amount ?? ''

test('every sum that is kept equals the sum of what it is of', () => {
  fc.assert(
    fc.property(fc.oneof(steps, transferSteps), (all) => {
      play(all, ({ state }) => {
        const counted = [...standings(state)].filter(({ owner }) => isPromisable(owner))
        const byStatus = (of: typeof counted) =>
          sumBy(
            of,
            (each) => each.status,
            (each) => each.amount,
          )
        expect(state.onHand).toEqual(byStatus(counted))
        const lots = Object.entries(state.lots.entries)
        for (const [id, lot] of lots)
          expect(lot.onHand).toEqual(byStatus(counted.filter((c) => c.lot === id)))
        const expiring = sumBy(
          counted.filter(({ lot }) => lotOf(state, lot)?.expiresOn),
          ({ status, lot }) => `${status} ${lotOf(state, lot)?.expiresOn}`,
          (each) => each.amount,
        )
        const kept = stockByStatus(state).expiring.map((e) => [`${e.status} ${e.date}`, e.amount])
        expect(Object.fromEntries(kept)).toEqual(expiring)
        const reservations = Object.values(state.reservations)
        for (const [id, lot] of lots)
          expect(lot.reserved).toBe(sum(reservations.map((r) => allottedIn(r, id))))
        expect(Object.keys(state.reservedLots).sort()).toEqual(
          lots.flatMap(([id, lot]) => (lot.reserved === '0' ? [] : [id])).sort(),
        )
        for (const ledger of [state.supply, state.demand]) {
          const open = Object.entries(ledger.documents.entries).flatMap(([document, { lines }]) =>
            Object.values(lines).flatMap((line) =>
              openOf(line).map((part) => ({
                ...part,
                type: document.split(' ')[0] ?? '',
                until: line.validUntil ?? '',
              })),
            ),
          )
          expect(ledger.on).toEqual(
            sumBy(
              open,
              (o) => `${o.date}|${o.type}|${o.unconfirmed ? 'u' : ''}|${o.until}`,
              (o) => o.amount,
            ),
          )
          expect(ledger.open).toBe(sum(open.filter((o) => o.type !== 'quote').map((o) => o.amount)))
        }
        expect(state.reserved).toEqual(reservedOf(state))
        expect(state.allotted).toEqual(allottedOf(state))
      })
    }),
    { numRuns: RUNS },
  )
})

/** What is reserved, from the reservations and the open demand alone. */
function reservedOf(state: State): Record<string, string> {
  const byLine = new Map<string, { amount: string; date: string | undefined; hard: boolean }[]>()
  for (const { document, open, date: day, lot, allotments } of Object.values(state.reservations)) {
    const hard = lot !== undefined || allotments !== undefined
    const line = document ? `${document.type} ${document.id}|${document.line ?? ''}` : ''
    byLine.set(line, [...(byLine.get(line) ?? []), { amount: open, date: hard ? undefined : day, hard }])
  }
  const entries = [...byLine].flatMap(([line, reserved]) => {
    const [document = '', id = ''] = line.split('|')
    const demand = state.demand.documents.entries[document]?.lines[id]
    const type = document.split(' ')[0]
    const open = openOf(demand).map((part) => ({ ...part, confirmed: demand?.promised !== undefined }))
    return coverReservations(reserved, open).map((part) => ({
      ...part,
      demand:
        part.demandDate === undefined
          ? ''
          : `${part.demandDate}|${type}|${part.demandConfirmed ? '' : 'u'}|${demand?.validUntil ?? ''}`,
    }))
  })
  return sumBy(
    entries,
    (e) => `${e.hard ? 'hard' : (e.date ?? '')}|${e.demand}`,
    (e) => e.amount,
  )
}

/** What is held of lots that expire, from the reservations and the lots alone. */
function allottedOf(state: State): Record<string, string> {
  const held = Object.values(state.reservations).flatMap(
    ({ lot, open, allotments }) => allotments ?? (lot === undefined ? [] : [{ lot, quantity: open }]),
  )
  const dated = held.flatMap(({ lot, quantity }) => {
    const day = state.lots.entries[lot]?.expiresOn
    return day === undefined ? [] : [{ day, quantity }]
  })
  return sumBy(
    dated,
    ({ day }) => day,
    ({ quantity }) => quantity,
  )
}

test('G10: nothing of a held lot is ever usable, and every decision on it keeps it so', () => {
  fc.assert(
    fc.property(steps, (all) => {
      play(all, ({ state, step, events }) => {
        // What was taken before the hold and was not there may still be missing; nothing is there to be used.
        for (const { lot, status, heldFrom, amount } of standings(state))
          if (!isHeld(state, lot)) expect(heldFrom).toBeUndefined()
          else if (status !== 'blocked') expect(Number(amount)).toBeLessThanOrEqual(0)
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
        const there = sumBy(
          standings(state),
          ({ location, lot, status, owner }) =>
            `negative-stock:${location}:${lot}:${status}${owner === '' ? '' : `:${owner}`}`,
          (each) => each.amount,
        )
        const below = Object.keys(there).filter((id) => there[id]?.startsWith('-'))
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
        const onHand = sum(['unrestricted', 'inInspection', 'bGrade'].map((s) => state.onHand[s] ?? '0'))
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
        for (const event of structuredClone(events) as StockItemEvent[])
          copy = StockItem.evolve(copy, event, given.messageId)
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
