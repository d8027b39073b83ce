import {
  AdjustStock,
  ApproveStockCount,
  GoodsIssueReported,
  GoodsReceiptReported,
  IssueGoods,
  MovementReversalReported,
  PlaceStockHold,
  PostConsumption,
  PostProductionReceipt,
  PostUsageDecision,
  ReceiveGoods,
  ReleaseStockHold,
  ReportStockCount,
  ReverseMovement,
  StockAdjustmentReported,
  StockCountApproved,
  StockCountReported,
  StockStatusChangeReported,
  StockTransferReported,
  TransferStock,
} from '@takt/contracts'
import { isRejection } from '@takt/decider'
import { inventory } from '@takt/read-models'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { effectsOf } from '../../src/domain/stock-item/effects.ts'
import type { StockItemEvent, StockItemMessage } from '../../src/domain/stock-item/messages.ts'
import { unnamed } from '../../src/domain/stock-item/serial-checks.ts'
import { countsOf, isUnsettled, placeOf } from '../../src/domain/stock-item/serials.ts'
import type { StockItem as State } from '../../src/domain/stock-item/state.ts'
import { standings } from '../../src/domain/stock-item/stock.ts'
import { StockItem } from '../../src/domain/stock-item/stock-item.ts'
import { views } from '../../src/views/index.ts'
import { foldOf } from '../fold.ts'
import { item, NOW, plant } from './world.ts'

const RUNS = 200
const motor = item({ item: 'MOTOR', serialControlled: true })
const given = {
  plant: 'P1',
  source: 'spec',
  now: NOW,
  occurredAt: NOW,
  reference: { item: motor, plant },
}

const numbers = ['S-1', 'S-2', 'S-3', 'S-4', 'S-5']
const location = fc.constantFrom('RAW-01', 'FG-01')
const named = fc.uniqueArray(fc.constantFrom(...numbers), { minLength: 1, maxLength: 3 }).chain((serials) =>
  fc.record({ told: fc.boolean(), more: fc.constantFrom(0, 0, 0, 1) }).map(({ told, more }) => ({
    item: 'MOTOR',
    quantity: { amount: String(serials.length + more), unit: 'EA' },
    ...(told || more ? { serials } : {}),
  })),
)
const placed = fc.tuple(named, location).map(([n, l]) => ({ ...n, location: l }))
const moved = fc
  .tuple(named, location, location)
  .map(([n, fromLocation, toLocation]) => ({ ...n, fromLocation, toLocation }))
const changed = placed.map((p) => ({ ...p, from: 'unrestricted', to: 'blocked' }))
const adjusted = fc.tuple(placed, fc.boolean()).map(([p, down]) => ({
  ...p,
  reason: 'x',
  quantity: { ...p.quantity, amount: `${down ? '-' : ''}${p.quantity.amount}` },
}))
const inspected = fc
  .tuple(placed, fc.boolean(), fc.boolean())
  .map(([{ serials, quantity, ...p }, ok, at]) => ({
    ...(at ? p : { item: 'MOTOR' }),
    inspection: 'I-1',
    ...(ok ? { accepted: quantity } : { rejected: quantity }),
    ...(serials ? { [ok ? 'acceptedSerials' : 'rejectedSerials']: serials } : {}),
  }))
const undone = fc.nat(10).map((i) => ({ item: 'MOTOR', movement: `m-${i}`, reason: 'x' }))
const counts = { item: 'MOTOR', count: 'C-1' }
const counted = placed.map(({ quantity, ...p }) => ({ ...p, ...counts, counted: quantity }))
const message: fc.Arbitrary<StockItemMessage> = fc.oneof(
  counted.map(StockCountReported.create),
  counted.map(ReportStockCount.create),
  fc.constant(ApproveStockCount.create(counts)),
  placed.map(GoodsReceiptReported.create),
  placed.map(ReceiveGoods.create),
  placed.map(GoodsIssueReported.create),
  placed.map(IssueGoods.create),
  moved.map(StockTransferReported.create),
  moved.map(TransferStock.create),
  changed.map(StockStatusChangeReported.create),
  fc
    .tuple(placed, fc.boolean())
    .map(([p, inspect]) => ({ ...p, order: 'W-1', status: inspect ? 'inInspection' : 'unrestricted' }))
    .map(PostProductionReceipt.create),
  placed.map((p) => PostConsumption.create({ ...p, order: 'W-1' })),
  inspected.map(PostUsageDecision.create),
  adjusted.map(StockAdjustmentReported.create),
  adjusted.map(AdjustStock.create),
  undone.map(ReverseMovement.create),
  undone.map(MovementReversalReported.create),
  fc.constant(PlaceStockHold.create({ hold: 'H-1', item: 'MOTOR', reason: 'x' })),
  fc.constant(ReleaseStockHold.create({ hold: 'H-1', item: 'MOTOR' })),
)

function playSerials(
  messages: readonly StockItemMessage[],
  look: (state: State, events: readonly StockItemEvent[]) => void,
) {
  let state = StockItem.initialState()
  messages.forEach((each, i) => {
    const decision = StockItem.decide(state, each, { ...given, messageId: `m-${i}` })
    if (isRejection(decision)) return
    for (const event of structuredClone(decision) as StockItemEvent[])
      state = StockItem.evolve(state, event, `m-${i}`)
    state = JSON.parse(JSON.stringify(state))
    look(state, decision)
  })
  return state
}

const standing = (state: State, code: string) =>
  Object.keys(state.exceptions)
    .filter((id) => id.startsWith(code))
    .sort()

test('G9 by serial number: it is where it was put and not taken from, and an alert stands exactly while that does not add up', () => {
  fc.assert(
    fc.property(fc.array(message, { minLength: 5, maxLength: 40 }), (messages) => {
      const there = new Map<string, number>()
      playSerials(messages, (state, events) => {
        for (const effect of events.flatMap(effectsOf))
          for (const serial of effect.serials) {
            const key = `${serial}|${placeOf(effect)}`
            there.set(key, (there.get(key) ?? 0) + (effect.amount.startsWith('-') ? -1 : 1))
          }
        const kept = Object.entries(state.serials.entries).flatMap(([serial, at]) =>
          Object.entries(countsOf(at)).map(([place, count]) => [`${serial}|${place}`, count] as const),
        )
        const left = [...there].filter(([, count]) => count !== 0)
        expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(left))
        const unsettled = Object.entries(state.serials.entries).filter(([, at]) => isUnsettled(at))
        expect(standing(state, 'serial-conflict')).toEqual(
          unsettled.map(([serial]) => `serial-conflict:${serial}`).sort(),
        )
        expect(state.unsettledSerials).toBe(unsettled.length)
        expect(standing(state, 'serial-missing')).toEqual(unnamedIn(state, left))
      })
    }),
    { numRuns: RUNS },
  )
})

/** The places with another amount than serial numbers. */
function unnamedIn(state: State, serials: readonly (readonly [string, number])[]): string[] {
  const open = new Map<string, number>()
  const count = (place: string, by: number) => open.set(place, (open.get(place) ?? 0) + by)
  for (const at of standings(state)) count(placeOf(at), Number(at.amount))
  for (const [key, by] of serials) count(key.slice(key.indexOf('|') + 1), -by)
  return [...open]
    .filter(([, left]) => left !== 0)
    .map(([place]) => `serial-missing:${place.split('\n').slice(0, 3).join(':')}`)
    .sort()
}

test('a count that is approved at once leaves exactly what was counted, whatever came before', () => {
  // Longer than what is reversed ahead of its time, so that the count is not.
  const before = fc.array(message, { minLength: 11, maxLength: 40 })
  const found = fc.uniqueArray(fc.constantFrom(...numbers, 'S-6'), { maxLength: 4 })
  let approved = 0
  fc.assert(
    fc.property(before, found, location, (messages, serials, at) => {
      const about = { item: 'MOTOR', count: 'C-9' }
      const counted = { amount: String(serials.length), unit: 'EA' }
      const count = ReportStockCount.create({ ...about, location: at, counted, serials })
      let isCounted = false
      const state = playSerials([...messages, count, ApproveStockCount.create(about)], (_, events) => {
        isCounted ||= events.some((event) => StockCountApproved.is(event) && event.data.count === 'C-9')
      })
      if (!isCounted) return
      approved++
      const place = { location: at, lot: '', status: 'unrestricted', owner: '', heldFrom: undefined }
      const there = Object.entries(state.serials.entries).flatMap(([serial, known]) =>
        Array<string>(countsOf(known)[placeOf(place)] ?? 0).fill(serial),
      )
      expect(there.sort()).toEqual([...serials].sort())
      expect(unnamed(state, place)).toBe('0')
    }),
    { numRuns: RUNS },
  )
  expect(approved).toBeGreaterThan(RUNS / 4)
})

test('what readers see of a serial number is what was told of it', () => {
  fc.assert(
    fc.property(fc.array(message, { minLength: 5, maxLength: 40 }), (messages) => {
      const fold = foldOf(views)
      let position = 0
      playSerials(messages, (state, events) => {
        for (const { type, data } of events)
          fold.take({
            ...{ type, data, id: `e-${position}`, stream: 's', plant: 'P1', revision: position },
            ...{ position: String(position++), messageId: 'm', occurredAt: NOW, recordedAt: NOW },
            ...{ correlationId: 'c', causationId: null, source: 'spec', actor: null },
          })
        const read = fold.rows(inventory.serialPlace).filter(({ count }) => count !== 0)
        const kept = Object.entries(state.serials.entries).flatMap(([serial, at]) =>
          Object.entries(countsOf(at)).map(([place, count]) => `${serial} ${place} ${count}`),
        )
        expect(
          read
            .map((r) => `${r.serial} ${[r.location, r.lot, r.status, r.owner].join('\n')} ${r.count}`)
            .sort(),
        ).toEqual(kept.sort())
      })
    }),
    { numRuns: RUNS },
  )
})

test('whatever order a true story arrives in, nothing is left to look at', () => {
  const story = (serials: readonly string[], i: number): StockItemMessage[] => {
    const all = {
      item: 'MOTOR',
      quantity: { amount: String(serials.length), unit: 'EA' },
      serials: [...serials],
    }
    const first = { ...all, quantity: { amount: '1', unit: 'EA' }, serials: serials.slice(0, 1) }
    return [
      GoodsReceiptReported.create({ ...all, location: 'RAW-01' }),
      StockTransferReported.create({ ...all, fromLocation: 'RAW-01', toLocation: 'FG-01' }),
      ...(i % 2 === 0 ? [GoodsIssueReported.create({ ...first, location: 'FG-01' })] : []),
    ]
  }
  const told = [['A-1', 'A-2'], ['B-1'], ['C-1', 'C-2', 'C-3']].flatMap(story)
  fc.assert(
    fc.property(fc.shuffledSubarray(told, { minLength: told.length }), (messages) => {
      const state = playSerials(messages, () => {})
      expect(state.exceptions).toEqual({})
      expect(Object.values(state.serials.entries).filter((at) => at !== '')).toHaveLength(4)
    }),
    { numRuns: RUNS },
  )
})
