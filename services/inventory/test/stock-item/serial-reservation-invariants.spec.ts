import {
  AllotReservation,
  GoodsIssued,
  GoodsIssueReported,
  GoodsReceiptReported,
  IssueGoods,
  isPromisable,
  MovementReversalReported,
  PlaceStockHold,
  ReleaseReservation,
  ReleaseStockHold,
  ReserveStock,
  ReverseMovement,
  StockAdjustmentReported,
  StockOwnerChangeReported,
  StockStatusChangeReported,
  StockTransferReported,
  sum,
} from '@takt/contracts'
import { isRejection } from '@takt/decider'
import { inventory } from '@takt/read-models'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serialCount, serialsOf } from '../../src/domain/stock-item/allotments.ts'
import {
  isRequest,
  type StockItemEvent,
  type StockItemMessage,
} from '../../src/domain/stock-item/messages.ts'
import { placeIn } from '../../src/domain/stock-item/serials.ts'
import type { StockItem as State } from '../../src/domain/stock-item/state.ts'
import { StockItem } from '../../src/domain/stock-item/stock-item.ts'
import { views } from '../../src/views/index.ts'
import { foldOf } from '../fold.ts'
import { item, plant } from './world.ts'

const RUNS = 200
const motor = item({ item: 'MOTOR', serialControlled: true })
const MINUTE = 60_000
const START = Date.UTC(2026, 2, 2, 8)
const at = (minutes: number) => new Date(START + minutes * MINUTE).toISOString()

const upTo = (most: number) =>
  fc.uniqueArray(fc.constantFrom('S-1', 'S-2', 'S-3', 'S-4', 'S-5'), { minLength: 1, maxLength: most })
const numbers = upTo(4)
// Mostly one place, so that much of what is asked for is there.
const place = fc.record({
  location: fc.constantFrom(...Array(8).fill('RAW-01'), 'FG-01'),
  lot: fc.constantFrom<string | undefined>(...Array(8).fill('L-1'), 'L-2', undefined),
})
const units = (count: number) => ({ amount: String(count), unit: 'EA' })
const moved = fc.tuple(numbers, place, fc.boolean()).map(([serials, where, told]) => ({
  ...{ item: 'MOTOR', quantity: units(serials.length), ...where },
  ...(told ? { serials } : {}),
}))
const named = fc.tuple(numbers, place).map(([serials, where]) => ({
  ...{ item: 'MOTOR', quantity: units(serials.length), ...where, serials },
}))
const id = fc.constantFrom('R-1', 'R-2', 'R-3')
const order = fc
  .constantFrom(undefined, 'SO-1', 'SO-2')
  .map((so) => (so ? { document: { type: 'salesOrder' as const, id: so, line: '10' } } : {}))
const few = fc.tuple(upTo(2), place).map(([serials, where]) => ({
  ...{ item: 'MOTOR', quantity: units(serials.length), ...where, serials },
}))
const issue = fc
  .tuple(few, order, fc.option(id, { nil: undefined }))
  .map(([data, document, reservation]) => ({ ...data, ...document, ...(reservation ? { reservation } : {}) }))
const hard = fc.oneof(
  fc.constantFrom('fefo' as const, 'fifo' as const).map((strategy) => ({ strategy })),
  upTo(3).map((serials) => ({ strategy: 'given' as const, serials })),
)
const line = fc
  .tuple(id, hard, order, fc.integer({ min: 1, max: 4 }))
  .map(([reservation, how, document, n]) => ({
    ...{ reservation, quantity: units('serials' in how ? how.serials.length : n), hard: how },
    ...document,
  }))
const reserve = fc.record({
  item: fc.constant('MOTOR'),
  lines: fc.uniqueArray(line, { minLength: 1, maxLength: 2, selector: (l) => l.reservation }),
  policy: fc.constantFrom('all' as const, 'part' as const),
  expiresAt: fc.constantFrom(undefined, at(10), at(100)),
})
const soft = fc.tuple(id, order).map(([reservation, document]) => ({
  ...{ item: 'MOTOR', reservation, quantity: units(1), expiresAt: at(100), ...document },
}))
const undone = fc.nat(20).map((i) => ({ item: 'MOTOR', movement: `m-${i}`, reason: 'x' }))
const consignment = { kind: 'customer' as const, party: 'C-1' }

const message: fc.Arbitrary<StockItemMessage> = fc.oneof(
  { weight: 6, arbitrary: named.map(GoodsReceiptReported.create) },
  { weight: 6, arbitrary: reserve.map(ReserveStock.create) },
  { weight: 2, arbitrary: soft.map(ReserveStock.create) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(id, hard)
      .map(([reservation, how]) => AllotReservation.create({ item: 'MOTOR', reservation, hard: how })),
  },
  { weight: 5, arbitrary: issue.map(IssueGoods.create) },
  { weight: 2, arbitrary: moved.map(GoodsIssueReported.create) },
  issue.map(GoodsIssueReported.create),
  { weight: 2, arbitrary: undone.map(ReverseMovement.create) },
  undone.map(MovementReversalReported.create),
  named.map(({ location, ...data }) =>
    StockTransferReported.create({ ...data, fromLocation: location, toLocation: 'FG-01' }),
  ),
  fc.tuple(named, fc.boolean()).map(([data, back]) =>
    StockStatusChangeReported.create({
      ...data,
      ...(back ? { from: 'blocked', to: 'unrestricted' } : { from: 'unrestricted', to: 'blocked' }),
    }),
  ),
  named.map((data) => StockOwnerChangeReported.create({ ...data, toOwner: consignment })),
  named.map(({ quantity, ...data }) =>
    StockAdjustmentReported.create({
      ...data,
      quantity: { ...quantity, amount: `-${quantity.amount}` },
      reason: 'lost',
    }),
  ),
  id.map((reservation) => ReleaseReservation.create({ item: 'MOTOR', reservation })),
  fc.constant(PlaceStockHold.create({ hold: 'H-1', item: 'MOTOR', lot: 'L-1', reason: 'x' })),
  fc.constant(ReleaseStockHold.create({ hold: 'H-1', item: 'MOTOR' })),
)
const messages = fc.array(message, { minLength: 8, maxLength: 40, size: 'max' })

interface Played {
  readonly before: State
  readonly state: State
  readonly message: StockItemMessage
  readonly events: readonly StockItemEvent[]
  readonly now: string
}

function playAll(all: readonly StockItemMessage[], look: (played: Played) => void): void {
  let state = StockItem.initialState()
  for (const [i, each] of all.entries()) {
    const now = at(i)
    const given = { ...{ messageId: `m-${i}`, plant: 'P1', source: 'spec', now, occurredAt: now } }
    const decision = StockItem.decide(state, each, { ...given, reference: { item: motor, plant } })
    if (isRejection(decision)) continue
    const before = structuredClone(state)
    for (const event of structuredClone(decision) as StockItemEvent[])
      state = StockItem.evolve(state, event, `m-${i}`)
    state = JSON.parse(JSON.stringify(state))
    look({ before, state, message: each, events: decision, now })
  }
}

test('each serial number is set aside for one live reservation at most, and that holds one for each of its units', () => {
  fc.assert(
    fc.property(messages, (all) => {
      playAll(all, ({ state }) => {
        const held = Object.entries(state.reservations).flatMap(([reservation, { allotments }]) =>
          serialsOf(allotments).map((serial) => [serial, reservation] as const),
        )
        expect(new Set(held.map(([serial]) => serial)).size).toBe(held.length)
        expect(state.reservedSerials).toEqual(Object.fromEntries(held))
        for (const { open, allotments } of Object.values(state.reservations)) {
          if (!allotments) continue
          expect(sum(allotments.map(({ quantity }) => quantity))).toBe(open)
          for (const { quantity, serials } of allotments) expect(serials).toHaveLength(serialCount(quantity))
        }
      })
    }),
    { numRuns: RUNS },
  )
})

test('never promise twice: no request takes a serial number that is set aside for somebody else, and none that cannot be picked is set aside', () => {
  fc.assert(
    fc.property(messages, (all) => {
      playAll(all, ({ before, state, message: said, events, now }) => {
        if (!isRequest(said)) return
        const isLive = (reservation: string) => (before.reservations[reservation]?.expiresAt ?? '~') > now
        for (const { data } of events.filter(GoodsIssued.is)) {
          const used = new Set(data.reservations?.map(({ reservation }) => reservation))
          for (const serial of data.serials ?? []) {
            const reservation = before.reservedSerials[serial]
            if (reservation !== undefined && isLive(reservation)) expect(used).toContain(reservation)
          }
        }
        for (const [serial, reservation] of Object.entries(state.reservedSerials))
          if (before.reservedSerials[serial] !== reservation && !ReverseMovement.is(said))
            expect(isGood(state, serial)).toBe(true)
      })
    }),
    { numRuns: RUNS },
  )
})

function isGood(state: State, serial: string): boolean {
  const where = state.serials.entries[serial]
  if (typeof where !== 'string' || where === '') return false
  const { lot, status, owner } = placeIn(where)
  const reservation = state.reservedSerials[serial] ?? ''
  const part = state.reservations[reservation]?.allotments?.find(({ serials }) => serials?.includes(serial))
  return status === 'unrestricted' && isPromisable(owner) && part?.lot === lot
}

test('an alert stands exactly while a serial number that is set aside cannot be picked', () => {
  fc.assert(
    fc.property(messages, (all) => {
      playAll(all, ({ state }) => {
        const lacking = Object.keys(state.reservedSerials).filter((serial) => !isGood(state, serial))
        const raised = Object.keys(state.exceptions).filter((e) => e.startsWith('reserved-serial-missing'))
        expect(raised.sort()).toEqual(lacking.map((serial) => `reserved-serial-missing:${serial}`).sort())
      })
    }),
    { numRuns: RUNS },
  )
})

test('what readers see set aside, by lot and serial number, is what is decided with', () => {
  fc.assert(
    fc.property(messages, (all) => {
      const fold = foldOf(views)
      let position = 0
      playAll(all, ({ state, events, now }) => {
        for (const { type, data } of events)
          fold.take({
            ...{ type, data, id: `e-${position}`, stream: 's', plant: 'P1', revision: position },
            ...{ position: String(position++), messageId: 'm', occurredAt: now, recordedAt: now },
            ...{ correlationId: 'c', causationId: null, source: 'spec', actor: null },
          })
        const open = fold.rows(inventory.reservation).filter((row) => row.state === 'open')
        const read = open.map((row) => [row.reservation, [row.open, row.allotments, row.expiresAt]] as const)
        const decided = Object.entries(state.reservations).map(
          ([reservation, r]) => [reservation, [r.open, r.allotments ?? [], r.expiresAt ?? null]] as const,
        )
        expect(Object.fromEntries(read)).toEqual(Object.fromEntries(decided))
      })
    }),
    { numRuns: RUNS },
  )
})
