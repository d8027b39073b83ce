import {
  ExpireReservations,
  GoodsIssued,
  GoodsIssueReported,
  GoodsReceiptReported,
  MovementReversalReported,
  MovementReversed,
  ReserveStock,
  ReverseMovement,
  StockExceptionRaised,
  StockReserved,
  StockTransferReported,
} from '@takt/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openOf } from '../../src/domain/stock-item/ledger.ts'
import type { StockItemEvent, StockItemMessage } from '../../src/domain/stock-item/messages.ts'
import { KEPT_MOVEMENTS } from '../../src/domain/stock-item/movement-memory.ts'
import { initialState, type Lot, type StockItem as State } from '../../src/domain/stock-item/state.ts'
import { amountOf, placesOf } from '../../src/domain/stock-item/stock.ts'
import { archive, forgetful } from './archive.ts'
import { play } from './play.ts'
import { movement, type Step, steps } from './random.ts'
import { bracket, day, demandOf, ea, inStock, of, purchase, sale, supplyOf } from './world.ts'

const undo = (id: string) => ({ item: 'BRACKET', movement: id, reason: 'never was' })

describe('the reversal of a movement', () => {
  test('takes a receipt back and opens its purchase order again', () => {
    const order = purchase('PO-1')
    const received = of(bracket)
      .given(supplyOf(bracket, order, '10', day(3)))
      .when(GoodsReceiptReported.create({ item: 'BRACKET', quantity: ea('4'), document: order }))
    const decided = of(bracket)
      .given(supplyOf(bracket, order, '10', day(3)), ...received.events())
      .when(ReverseMovement.create(undo('given-2')))
    decided.then(
      MovementReversed.create({
        ...undo('given-2'),
        unit: 'EA',
        effects: [{ location: 'RAW-01', lot: '', status: 'unrestricted', amount: '-4' }],
        lines: [
          {
            kind: 'supply',
            document: order,
            fulfilled: '0',
            confirmed: true,
            open: [{ date: day(3), amount: '10', of: '10' }],
          },
        ],
        before: { lines: ['4'] },
      }),
    )
    decided.again().thenNothing()
  })
  test('of what brought a lot first leaves the lot to come in when it does', () => {
    const lots = [inStock(bracket, '10', { lot: 'L-1' }), inStock(bracket, '10', { lot: 'L-2' })]
    const effects = [{ location: 'RAW-01', lot: 'L-1', status: 'unrestricted' as const, amount: '-10' }]
    const taken = MovementReversed.create({ ...undo('given-1'), unit: 'EA', effects })
    const hard = { strategy: 'fifo' as const }
    const reserve = { reservation: 'R-1', item: 'BRACKET', quantity: ea('5'), hard }
    const lotOf = (...events: StockItemEvent[]) =>
      of(bracket)
        .given(...lots, ...events, inStock(bracket, '10', { lot: 'L-1' }))
        .when(ReserveStock.create(reserve))
        .events()
        .flatMap((event) => (StockReserved.is(event) ? (event.data.allotments ?? []) : []))
    expect(lotOf()).toEqual([{ lot: 'L-1', quantity: '5' }])
    expect(lotOf(taken)).toEqual([{ lot: 'L-2', quantity: '5' }])
  })
  test('gives an issue back with the demand it met and the reservation it had used up', () => {
    const line = sale('SO-1')
    const reserve = ReserveStock.create({
      reservation: 'R-1',
      item: 'BRACKET',
      quantity: ea('4'),
      expiresAt: '2026-03-03T08:00:00.000Z',
      document: line,
    })
    const past = [inStock(bracket, '10'), demandOf(bracket, line, '4', day(1))]
    const reserved = [
      ...past,
      ...of(bracket)
        .given(...past)
        .when(reserve)
        .events(),
    ]
    const given = of(bracket).given(...reserved)
    const issued = given.when(
      GoodsIssueReported.create({ item: 'BRACKET', quantity: ea('4'), document: line }),
    )
    expect(issued.state().reservations).toEqual({})
    const back = of(bracket)
      .given(...reserved, ...issued.events())
      .when(ReverseMovement.create(undo('given-4')))
      .state()
    expect(observed(back)).toEqual(observed(given.state()))
    expect(back.reservations['R-1']?.open).toBe('4')
  })
  test('is itself reversed: the movement counts again', () => {
    const issue = of(bracket)
      .given(inStock(bracket, '10'))
      .when(GoodsIssueReported.create({ item: 'BRACKET', quantity: ea('4') }))
    const reversed = of(bracket)
      .given(inStock(bracket, '10'), ...issue.events())
      .when(ReverseMovement.create(undo('given-2')))
    const again = of(bracket)
      .given(inStock(bracket, '10'), ...issue.events(), ...reversed.events())
      .when(ReverseMovement.create(undo('given-3')))
    expect(amountOf(reversed.state(), '', 'RAW-01', 'unrestricted')).toBe('10')
    expect(observed(again.state())).toEqual(observed(issue.state()))
  })
  test('happens once: a request says by what it was reversed, a fact finds nothing to undo', () => {
    const reversed = of(bracket)
      .given(inStock(bracket, '10'))
      .when(ReverseMovement.create(undo('given-1')))
    const given = of(bracket).given(inStock(bracket, '10'), ...reversed.events())
    const { details } = given
      .when(ReverseMovement.create(undo('given-1')), { messageId: 'other' })
      .thenRejected('already-reversed')
    expect(details).toMatchObject({ movement: 'given-1', reversedBy: 'given-2' })
    given.when(MovementReversalReported.create(undo('given-1')), { messageId: 'other' }).thenNothing()
  })
  test('of what moved nothing is refused as a request, and brought to people as a fact', () => {
    const given = of(bracket).given(inStock(bracket, '10'))
    given.when(ReverseMovement.create(undo('wms-1'))).thenRejected('unknown-movement')
    const past = new Map([['wms-1', { messageId: 'wms-1', events: [] }]])
    given.when(MovementReversalReported.create(undo('wms-1')), { past }).thenTypes(StockExceptionRaised.name)
  })
  test('of a receipt whose goods are gone is refused as a request, and recorded with an exception as a fact', () => {
    const issued = GoodsIssued.create({
      item: 'BRACKET',
      location: 'RAW-01',
      lot: '',
      status: 'unrestricted',
      quantity: ea('7'),
    })
    const given = of(bracket).given(inStock(bracket, '10'), issued)
    given.when(ReverseMovement.create(undo('given-1'))).thenRejected('insufficient-stock')
    given
      .when(MovementReversalReported.create(undo('given-1')))
      .thenTypes(MovementReversed.name, StockExceptionRaised.name)
  })
  test('gives a lot the last day back that it had before', () => {
    const first = inStock(bracket, '5', { lot: 'L-1', expiresOn: day(9) })
    const receipt = GoodsReceiptReported.create({
      ...{ item: 'BRACKET', lot: 'L-1', quantity: ea('5'), expiresOn: day(4) },
    })
    const second = of(bracket).given(first).when(receipt).events()
    const state = of(bracket)
      .given(first, ...second)
      .when(ReverseMovement.create(undo('given-2')))
      .state()
    expect(state.expiring).toEqual({ unrestricted: { [day(9)]: '5' } })
  })
  test('reaches back over any number of movements: an old one is read, and kept ones are bounded', () => {
    const many = Array.from({ length: 2 * KEPT_MOVEMENTS + 1 }, () => inStock(bracket, '1'))
    const given = of(bracket).given(...many)
    expect(given.state().movements.length).toBeLessThanOrEqual(2 * KEPT_MOVEMENTS)
    const message = ReverseMovement.create(undo('given-1'))
    given.when(message).thenRejected('unknown-movement')
    const log = archive()
    many.forEach((event, i) => {
      log.note(`given-${i + 1}`, [event])
    })
    const past = log.pastOf(given.state(), message)
    const reversed = given.when(message, { past })
    reversed.thenTypes(MovementReversed.name)
    expect(reversed.state().onHand).toEqual({ unrestricted: `${2 * KEPT_MOVEMENTS}` })
  })
  test('of an old movement happens once, however long ago its reversal was', () => {
    const message = ReverseMovement.create(undo('m-1'))
    const log = archive()
    log.note('m-1', [inStock(bracket, '10')])
    const many = Array.from({ length: 2 * KEPT_MOVEMENTS + 1 }, () => inStock(bracket, '1'))
    const given = of(bracket).given(inStock(bracket, '10'), ...many)
    const first = given.when(message, { past: log.pastOf(given.state(), message), messageId: 'r-1' })
    log.note('r-1', first.events())
    // The reversal is still kept: nothing needs to have been written of it but its event.
    const soon = of(bracket).given(inStock(bracket, '10'), ...many, ...first.events())
    soon
      .when(message, { past: new Map([['m-1', log.pastOf(soon.state(), message).get('m-1')]]) })
      .thenRejected('already-reversed')
    // And then it is read, too.
    const late = of(bracket).given(inStock(bracket, '10'), ...many, ...first.events(), ...many)
    const past = log.pastOf(late.state(), message)
    const { details } = late.when(message, { past }).thenRejected('already-reversed')
    expect(details).toMatchObject({ movement: 'm-1', reversedBy: 'r-1' })
    late.when(MovementReversalReported.create(undo('m-1')), { past }).thenNothing()
  })
  test('of an old receipt gives its lot the last day back that it had, unless others have said it since', () => {
    const message = ReverseMovement.create(undo('given-2'))
    const first = inStock(bracket, '5', { lot: 'L-1', expiresOn: day(9) })
    const wrong = GoodsReceiptReported.create({
      ...{ item: 'BRACKET', lot: 'L-1', quantity: ea('5'), expiresOn: day(4) },
    })
    const [second] = of(bracket).given(first).when(wrong).events()
    const log = archive()
    log.note('given-2', [second as StockItemEvent])
    const reversed = (...then: StockItemEvent[]) => {
      const state = of(bracket)
        .given(first, second as StockItemEvent, ...then)
        .state()
      const past = log.pastOf(forgetful(state), message)
      const many = Array.from({ length: 2 * KEPT_MOVEMENTS + 1 }, () => inStock(bracket, '1'))
      return of(bracket)
        .given(first, second as StockItemEvent, ...then, ...many)
        .when(message, { past })
        .events()
        .find(MovementReversed.is)?.data.expiries
    }
    expect(reversed()).toEqual([{ lot: 'L-1', expiresOn: day(9) }])
    expect(reversed(inStock(bracket, '1', { lot: 'L-1', expiresOn: day(4) }))).toBeUndefined()
  })
})

const at = (message: StockItemMessage): Step => ({ message, minutes: 0, lateByMinutes: 0 })
const reversal = (back: number) =>
  at(MovementReversalReported.create({ item: 'BOLT', movement: `${back}`, reason: 'never was' }))
const nothing = at(ExpireReservations.create({ item: 'BOLT' }))

function after(all: readonly Step[], forgets = false): State {
  let last = initialState()
  const look = ({ state }: { state: State }) => {
    last = state
  }
  play(all, look, undefined, forgets)
  return last
}

/** Without what a receipt told of the lot beside its last day: that is still known. */
const stockOf = ({ places, onHand, reserved, expiresOn }: Lot) => ({ places, onHand, reserved, expiresOn })

/**
 * All that anybody can ask of a stock item; what is remembered of the past is left out, and so is whether the reorder
 * point was reached: a movement makes that looked at, also where its reversal leaves the stock as it was.
 */
function observed(state: State) {
  const lots = Object.entries(state.lots.entries).flatMap(([id, lot]) =>
    Object.keys(lot.places).length === 0 && lot.reserved === '0' ? [] : [[id, stockOf(lot)]],
  )
  const lines = (ledger: State['supply']) =>
    Object.entries(ledger.documents.entries)
      .flatMap(([document, { lines: all }]) =>
        Object.entries(all).flatMap(([line, each]) =>
          each.fulfilled === '0' && each.reportedAt === undefined && !each.cancelled
            ? []
            : [[`${document} ${line}`, each.fulfilled, openOf(each)] as const],
        ),
      )
      .sort()
  const { onHand, reservations, reserved } = state
  return {
    lots: Object.fromEntries(lots),
    expiring: state.expiring,
    supply: [lines(state.supply), state.supply.on, state.supply.open],
    demand: [lines(state.demand), state.demand.on, state.demand.open],
    ...{ onHand, reservations, reserved },
  }
}

test.each([
  ['kept', false],
  ['read from the log', true],
] as const)(
  'whatever happens before and after, a movement that is %s and its reversal leave all as without it',
  (_, forgets) => {
    fc.assert(
      fc.property(steps, movement, fc.nat(), (all, message, n) => {
        const plain = all.filter(({ message: { type } }) => !refersBack.has(type))
        const i = n % (plain.length + 1)
        const put = (...steps: Step[]) => [...plain.slice(0, i), ...steps, ...plain.slice(i)]
        const without = after(put(nothing, nothing))
        expect(observed(after(put(at(message), reversal(1)), forgets))).toEqual(observed(without))
      }),
      { numRuns: 150 },
    )
  },
)
const refersBack: ReadonlySet<string> = new Set([MovementReversalReported.name, ReverseMovement.name])

test.each([
  ['kept', false],
  ['read from the log', true],
] as const)(
  'a reversal that comes before its movement leaves all as without it, also where it is %s',
  (_, forgets) => {
    fc.assert(
      fc.property(steps, movement, fc.nat(), (all, message, n) => {
        const plain = all.filter(({ message: { type } }) => !refersBack.has(type))
        const i = n % (plain.length + 1)
        const put = (...steps: Step[]) => [...plain.slice(0, i), ...steps, ...plain.slice(i)]
        const early = after(put(reversal(-1), at(message)), forgets)
        expect(observed(early)).toEqual(observed(after(put(nothing, nothing))))
        expect(early.awaitedReversals).toEqual({})
      }),
      { numRuns: 100 },
    )
  },
)

test('movements between a movement and its reversal keep their own effects', () => {
  const own = movement.filter((m) => !('document' in m.data) && !('reservation' in m.data))
  fc.assert(
    fc.property(
      fc.array(own, { maxLength: 8 }),
      own,
      fc.array(own, { maxLength: 8 }),
      (first, message, then) => {
        const between = then.map(at)
        const reversed = after([...first.map(at), at(message), ...between, reversal(between.length + 1)])
        const without = after([...first.map(at), ...between])
        expect(places(reversed)).toEqual(places(without))
      },
    ),
    { numRuns: 200 },
  )
})

const places = (state: State) =>
  Object.fromEntries(
    [...placesOf(state)].map(({ lot, location }) => [
      `${lot} ${location}`,
      (['unrestricted', 'inInspection', 'blocked'] as const).map((s) => amountOf(state, lot, location, s)),
    ]),
  )

test('a reversal of a transfer moves stock back', () => {
  const move = StockTransferReported.create({
    item: 'BRACKET',
    fromLocation: 'RAW-01',
    toLocation: 'FG-01',
    quantity: ea('4'),
  })
  const moved = of(bracket).given(inStock(bracket, '10')).when(move).events()
  const state = of(bracket)
    .given(inStock(bracket, '10'), ...moved)
    .when(ReverseMovement.create(undo('given-2')))
    .state()
  expect(amountOf(state, '', 'RAW-01', 'unrestricted')).toBe('10')
  expect(amountOf(state, '', 'FG-01', 'unrestricted')).toBe('0')
})
