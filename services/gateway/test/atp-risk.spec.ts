import {
  type AnyContract,
  ApproveStockCount,
  CancelDemand,
  ChangeStockOwner,
  CloseTransfer,
  ExpectTransfer,
  GoodsIssueReported,
  GoodsReceiptReported,
  GoodsReturnReported,
  HoldReported,
  MaterialConsumptionReported,
  OutputProduced,
  OutputReported,
  PlaceStockHold,
  PostUsageDecision,
  ReleaseReservation,
  ReserveStock,
  ReverseMovement,
  ScrapReported,
  StockCountReported,
  StockStatusChangeReported,
  StockTransferReported,
  SupplyAcknowledgementReported,
  SupplyCancellationReported,
  SupplyReported,
  TransferShipmentReported,
  UsageDecisionReported,
  WorkOrderCancellationReported,
  WorkOrderReleaseReported,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import { atRisk } from '../src/reading/atp-risk.ts'
import type { LookUp, Lookup, There } from '../src/reading/atp-risk-there.ts'
import type { OpenLine } from '../src/reading/atp-rows.ts'

const ITEM = 'GEAR'
const line = (kind: OpenLine['kind'], type: OpenLine['type'], id: string, amount: string): OpenLine => ({
  ...{ kind, type, id, line: type === 'workOrder' ? '' : '10', date: '2026-03-05' },
  ...{ confirmed: amount, unconfirmed: '0', original: '10', validUntil: null, customer: null },
})
const reserved = {
  amount: '4',
  date: null,
  expiresAt: null,
  pool: null,
  consumesOn: null,
  document: null,
  lots: null,
}
const facts = {
  plant: {
    ...{ timeZone: 'UTC', latePolicy: { kind: 'drop' as const, graceDays: 0 }, inspectionStockInAtp: false },
    stockStatuses: [{ status: 'bGrade', atp: true, picking: true, consumption: true }],
  },
  item: {
    ...{ unit: 'EA', decimals: 0, inspectAtReceipt: false },
    conversions: [{ unit: 'BX', numerator: 10, denominator: 1 }],
  },
  detail: [
    line('supply', 'purchaseOrder', 'PO-1', '8'),
    line('supply', 'workOrder', 'WO-1', '6'),
    line('supply', 'transferOrder', 'TO-1', '5'),
    line('supply', 'inspection', 'I-1', '7'),
    line('demand', 'salesOrder', 'SO-1', '9'),
    line('demand', 'workOrder', 'WO-2', '3'),
    line('demand', 'transferOrder', 'TO-2', '2'),
  ],
  reservations: [
    { ...reserved, reservation: 'R-1' },
    { ...reserved, reservation: 'R-2', document: 'salesOrder\nSO-1\n10' },
  ],
}
type Makes = { readonly inspect: boolean } | null

const parked = (contract: AnyContract, data: object, makes: Makes = null) => ({
  ...{ context: contract.context as 'inventory', parked: 'p-1', subject: contract.subject('in', 'P1') },
  ...{ code: 'x', sentence: 'x', source: null, lastAt: '2026-03-02T08:00:00Z', makes },
  body: JSON.stringify(data),
})
const key = { plant: 'P1', item: ITEM }
const nothingThere: LookUp = async ({ lookups }) => lookups.map(() => undefined)
/** What a message of these data would change, as `stock +5`. */
async function changes(contract: AnyContract, data: object, makes?: Makes, lookUp = nothingThere) {
  const messages = [parked(contract, { item: ITEM, ...data }, makes)]
  const [message] = (await atRisk(key, { ...facts, parked: messages }, lookUp)).messages
  return message?.quantity == null ? null : message.effects.map((e) => `${e.side} ${e.quantity}`)
}
const ea = (amount: string, unit = 'EA') => ({ quantity: { amount, unit } })
const order = (type: string, id: string, more: object = { line: '10' }) => ({
  document: { type, id, ...more },
})

test('what comes in or goes out moves stock, and what is open of its order', async () => {
  expect(await changes(GoodsReceiptReported, ea('5'))).toEqual(['stock 5'])
  expect(
    await changes(GoodsReceiptReported, { ...ea('1', 'BX'), ...order('purchaseOrder', 'PO-1') }),
  ).toEqual([...['stock 10', 'supply -8']])
  expect(await changes(GoodsIssueReported, { ...ea('5'), ...order('salesOrder', 'SO-1') })).toEqual([
    ...['stock -5', 'demand -5'],
  ])
  expect(await changes(ScrapReported, { ...ea('5'), reasonCode: 'RUST' })).toEqual(['stock -5'])
  expect(
    await changes(GoodsReturnReported, { ...ea('5'), direction: 'fromCustomer', status: 'bGrade' }),
  ).toEqual(['stock 5'])
})

test('stock that nobody can promise does not count', async () => {
  expect(await changes(GoodsReceiptReported, { ...ea('5'), status: 'blocked' })).toEqual([])
  const owner = { kind: 'customer', party: 'C-1' }
  expect(await changes(GoodsReceiptReported, { ...ea('5'), owner })).toEqual([])
  expect(await changes(GoodsReturnReported, { ...ea('5'), direction: 'fromCustomer' })).toEqual([])
  expect(await changes(StockTransferReported, ea('5'))).toEqual([])
  const change = (from: string, to: string) => changes(StockStatusChangeReported, { ...ea('5'), from, to })
  expect(await change('unrestricted', 'blocked')).toEqual(['stock -5'])
  expect(await change('blocked', 'unrestricted')).toEqual(['stock 5'])
  expect(await change('unrestricted', 'bGrade')).toEqual([])
  expect(await changes(ChangeStockOwner, { ...ea('5'), toOwner: owner })).toEqual(['stock -5'])
})

test('a line of an order is told anew, answered, or cancelled', async () => {
  expect(await changes(SupplyReported, { ...ea('25'), ...order('purchaseOrder', 'PO-1') })).toEqual([
    'supply 15',
  ])
  const confirmed = [ea('3'), ea('4')]
  expect(
    await changes(SupplyAcknowledgementReported, { ...order('purchaseOrder', 'PO-1'), confirmed }),
  ).toEqual(['supply -3'])
  expect(await changes(SupplyCancellationReported, order('purchaseOrder', 'PO-1', {}))).toEqual(['supply -8'])
  expect(await changes(CancelDemand, order('salesOrder', 'SO-1'))).toEqual(['demand -9'])
  expect(await changes(CancelDemand, order('salesOrder', 'SO-9'))).toEqual([])
})

test('transfers between plants take from the one, and are on their way to the other', async () => {
  expect(await changes(TransferShipmentReported, { ...ea('5'), transfer: 'TO-2', line: '10' })).toEqual([
    ...['stock -5', 'demand -2'],
  ])
  expect(await changes(ExpectTransfer, { ...ea('9'), transfer: 'TO-1', line: '10' })).toEqual(['supply 4'])
  expect(await changes(CloseTransfer, { transfer: 'TO-1', line: '10' })).toEqual(['supply -5'])
})

test('reservations of no order change what is reserved; of those for an order no amount is told', async () => {
  expect(await changes(ReserveStock, { ...ea('5'), reservation: 'R-9' })).toEqual(['reserved 5'])
  expect(await changes(ReserveStock, { lines: [ea('5'), ea('1', 'BX')] })).toEqual(['reserved 15'])
  expect(await changes(ReserveStock, { ...ea('5'), ...order('salesOrder', 'SO-1') })).toBeNull()
  expect(await changes(ReleaseReservation, { reservation: 'R-1' })).toEqual(['reserved -4'])
  expect(await changes(ReleaseReservation, { reservation: 'R-2' })).toBeNull()
})

test('production: what an order yields, uses, is released for and ends with', async () => {
  const good = { yield: ea('5').quantity }
  const named = { item: undefined, order: 'WO-1' }
  expect(await changes(OutputReported, { ...named, ...good }, { inspect: false })).toEqual([
    'stock 5',
    'supply -5',
  ])
  expect(await changes(OutputReported, { ...named, ...good }, { inspect: true })).toEqual(['supply -5'])
  expect(await changes(OutputReported, { ...named, ...good }, null)).toEqual([])
  expect(await changes(OutputProduced, { order: 'WO-1', ...good, inspect: false })).toEqual([
    'stock 5',
    'supply -5',
  ])
  expect(await changes(MaterialConsumptionReported, { ...ea('5'), order: 'WO-2' })).toEqual([
    'stock -5',
    'demand -3',
  ])
  expect(await changes(WorkOrderReleaseReported, { ...ea('25'), order: 'WO-1' })).toEqual(['supply 15'])
  const components = [{ item: ITEM, ...ea('12') }]
  expect(
    await changes(WorkOrderReleaseReported, { item: 'BOX', order: 'WO-2', ...ea('1'), components }),
  ).toEqual(['demand 2'])
  expect(await changes(WorkOrderReleaseReported, { item: 'BOX', order: 'WO-2', ...ea('1') })).toBeNull()
  expect(await changes(WorkOrderCancellationReported, { ...named, reason: 'x' })).toEqual(['supply -6'])
})

test('quality: what an inspection accepts is free, and expected of it no more', async () => {
  const decision = { inspection: 'I-1', accepted: ea('5').quantity, rejected: ea('1').quantity }
  for (const contract of [UsageDecisionReported, PostUsageDecision])
    expect(await changes(contract, decision)).toEqual(['stock 5', 'supply -6'])
})

test('what cannot be known of a message is not made up', async () => {
  expect(await changes(GoodsReceiptReported, ea('5', 'PAL'))).toBeNull()
  expect(await changes(GoodsReceiptReported, { quantity: 'five' })).toBeNull()
  expect(await changes(ReverseMovement, { movement: 'm-1' })).toBeNull()
  expect(await changes(PlaceStockHold, { hold: 'H-1' })).toBeNull()
  const torn = { ...parked(GoodsReceiptReported, {}), body: '{"item":' }
  expect((await atRisk(key, { ...facts, parked: [torn] }, nothingThere)).messages).toMatchObject([
    { side: 'stock', quantity: null },
  ])
})

describe('what changes what is there', () => {
  const rows = (...there: [status: string, owner: string, quantity: string][]): There[] =>
    there.map(([status, owner, quantity]) => ({ status, owner, quantity }))
  const finding = (wanted: Lookup, found: There[]): LookUp => {
    return async ({ plant, item, lookups }) => {
      expect({ plant, item, lookups }).toEqual({ ...key, lookups: [wanted] })
      return [found]
    }
  }
  const mixed = rows(
    ['unrestricted', '', '7'],
    ['unrestricted', 'consignment:ACME', '2'],
    ['unrestricted', 'customer:C-1', '90'],
    ['bGrade', '', '1'],
    ['blocked', '', '50'],
  )
  test('a hold takes all that the plant promises from, of its lot or of the item', async () => {
    for (const lot of ['L-1', undefined])
      for (const contract of [HoldReported, PlaceStockHold]) {
        const lookUp = finding({ kind: 'stock', lot }, mixed)
        expect(await changes(contract, { hold: 'H-1', lot }, null, lookUp)).toEqual(['stock -10'])
      }
  })
  test('a count changes it to what was found', async () => {
    const owner = { kind: 'consignment', party: 'ACME' }
    const at = { location: 'A', lot: 'L-1', status: 'unrestricted', owner: 'consignment:ACME' }
    const lookUp = finding({ kind: 'place', ...at }, rows(['unrestricted', 'consignment:ACME', '12']))
    const count = { count: 'C-1', location: 'A', lot: 'L-1', owner, counted: ea('1', 'BX').quantity }
    expect(await changes(StockCountReported, count, null, lookUp)).toEqual(['stock -2'])
    const plain = {
      kind: 'place',
      location: undefined,
      lot: undefined,
      status: 'unrestricted',
      owner: '',
    } as const
    const counted = { count: 'C-1', counted: ea('4').quantity }
    expect(await changes(StockCountReported, counted, null, finding(plain, []))).toEqual(['stock 4'])
    const blocked = finding({ ...plain, status: 'blocked' }, rows(['blocked', '', '9']))
    expect(await changes(StockCountReported, { ...counted, status: 'blocked' }, null, blocked)).toEqual([])
  })
  test('an approval posts what its count is off by', async () => {
    const lookUp = (found: There[]) => finding({ kind: 'count', id: 'C-1' }, found)
    const approve = (found: There[]) => changes(ApproveStockCount, { count: 'C-1' }, null, lookUp(found))
    expect(await approve(rows(['unrestricted', '', '-3']))).toEqual(['stock -3'])
    expect(await approve([])).toEqual([])
  })
  test('a reversal undoes what its movement moved, where that is known', async () => {
    const lookUp = (found: There[]) => finding({ kind: 'movement', id: 'm-1' }, found)
    const reverse = (found: There[]) => changes(ReverseMovement, { movement: 'm-1' }, null, lookUp(found))
    expect(await reverse(rows(['unrestricted', '', '-5'], ['blocked', '', '5']))).toEqual(['stock 5'])
    expect(await reverse([])).toBeNull()
  })
})

test('of waiting messages those that name the item, or a work order of it, concern it', async () => {
  const at = '2026-03-02T08:00:00Z'
  const waiting = (contract: AnyContract, data: object) => ({
    ...{ subject: contract.subject('in', 'P1'), headers: {}, at, body: JSON.stringify(data) },
  })
  const { among } = await atRisk(key, { ...facts, parked: [] }, nothingThere)
  const lagging = await among([
    waiting(GoodsReceiptReported, { item: ITEM, ...ea('5') }),
    waiting(GoodsReceiptReported, { item: 'OTHER', ...ea('5') }),
    waiting(WorkOrderCancellationReported, { order: 'WO-2' }),
    waiting(WorkOrderCancellationReported, { order: 'WO-7' }),
    waiting(OutputReported, { order: 'WO-1', yield: ea('5').quantity }),
  ])
  expect(lagging.map(({ side, quantity }) => `${side} ${quantity}`)).toEqual([
    ...['stock 5', 'demand -3', 'stock null'],
  ])
})
