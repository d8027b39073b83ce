import {
  EpcisEventCaptured,
  EpcisEventDeclaredErroneous,
  type EpcisLine,
  GoodsIssueReported,
  GoodsReceiptReported,
  StockAdjustmentReported,
} from '@takt/contracts'
import type { Message, Recorded } from '@takt/decider'
import { expect, test } from 'vitest'
import { moveCapturedStock, takeBackErroneousStock } from '../src/epcis/epcis-movements.ts'

const recorded = <M extends Message>(message: M): Recorded<M> => ({
  id: 'e-1',
  type: message.type,
  data: message.data as M['data'],
  plant: 'P1',
  occurredAt: '2026-03-02T07:30:00.000Z',
  recordedAt: '2026-03-02T07:30:01.000Z',
  correlationId: 'm-1',
})

const received: EpcisLine = {
  direction: 'in',
  item: 'STEEL',
  gtin: '04012345000023',
  lot: 'S-1',
  expiresOn: '2027-12-31',
  quantity: { amount: '12.5', unit: 'KGM' },
  location: 'STORE',
  status: 'inInspection',
  document: { type: 'purchaseOrder', id: 'PO-1' },
}
const shipped: EpcisLine = {
  direction: 'out',
  item: 'BRACKET',
  gtin: '04012345000016',
  serials: ['1', '2'],
  quantity: { amount: '2', unit: 'EA' },
  location: 'DOCK',
  status: 'unrestricted',
}
const capture = (over: object = {}) =>
  recorded(
    EpcisEventCaptured.create({ ...EpcisEventCaptured.example.data, lines: [received, shipped], ...over }),
  )
const declare = (reverses: EpcisLine[]) =>
  recorded(EpcisEventDeclaredErroneous.create({ ...EpcisEventDeclaredErroneous.example.data, reverses }))

test('each line of a captured event becomes a receipt or an issue', () => {
  expect(moveCapturedStock(capture(), undefined).map((o) => o.message)).toEqual([
    GoodsReceiptReported.create({
      item: 'STEEL',
      location: 'STORE',
      lot: 'S-1',
      expiresOn: '2027-12-31',
      status: 'inInspection',
      quantity: { amount: '12.5', unit: 'KGM' },
      document: { type: 'purchaseOrder', id: 'PO-1' },
    }),
    GoodsIssueReported.create({
      item: 'BRACKET',
      location: 'DOCK',
      status: 'unrestricted',
      quantity: { amount: '2', unit: 'EA' },
      serials: ['1', '2'],
    }),
  ])
})

test('more serial numbers than one movement takes go in several, which come to the same', () => {
  const serials = Array.from({ length: 2300 }, (_, i) => `${i}`)
  const line = { ...shipped, serials, quantity: { amount: '2305', unit: 'EA' } }
  const messages = moveCapturedStock(capture({ lines: [line, received] }), undefined).map((o) => o.message)
  const issued = messages.filter(GoodsIssueReported.is).map(({ data }) => data)
  expect(issued.map((i) => [i.quantity.amount, i.serials?.length])).toEqual([
    ['1005', 1000],
    ['1000', 1000],
    ['300', 300],
  ])
  expect(issued.flatMap((i) => i.serials)).toEqual(serials)
  expect(messages[1]?.type).toBe(GoodsReceiptReported.name)
})

test('a void event moves nothing', () => {
  expect(moveCapturedStock(capture({ voided: true }), undefined)).toEqual([])
})

test('an event declared erroneous gives back what it moved, in its place and status', () => {
  const reason = `EPCIS event ${EpcisEventCaptured.example.data.eventId} was declared erroneous: did_not_occur`
  expect(takeBackErroneousStock(declare([received, shipped]), undefined).map((o) => o.message)).toEqual([
    StockAdjustmentReported.create({
      item: 'STEEL',
      location: 'STORE',
      lot: 'S-1',
      status: 'inInspection',
      quantity: { amount: '-12.5', unit: 'KGM' },
      document: { type: 'purchaseOrder', id: 'PO-1' },
      reason,
    }),
    StockAdjustmentReported.create({
      item: 'BRACKET',
      location: 'DOCK',
      status: 'unrestricted',
      quantity: { amount: '2', unit: 'EA' },
      serials: ['1', '2'],
      reason,
    }),
  ])
  expect(takeBackErroneousStock(declare([]), undefined)).toEqual([])
})

test('what follows from an event is what its contract takes', () => {
  const outgoing = [
    ...moveCapturedStock(capture(), undefined),
    ...takeBackErroneousStock(declare([received, shipped]), undefined),
  ]
  const contracts = [GoodsReceiptReported, GoodsIssueReported, StockAdjustmentReported]
  for (const { message } of outgoing) {
    const contract = contracts.find((c) => c.name === message.type)
    expect(contract?.parse(1, message.data)).toMatchObject({ ok: true })
  }
})
