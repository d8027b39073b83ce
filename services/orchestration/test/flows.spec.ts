import {
  type AnyContract,
  CancelDemand,
  CancelSupply,
  ClearAlert,
  contractByName,
  HoldPlaced,
  HoldReleased,
  MaterialConsumed,
  type MessageOf,
  OutputProduced,
  PlaceStockHold,
  PostConsumption,
  PostProductionReceipt,
  PostTransferRecall,
  PostUsageDecision,
  RaiseAlert,
  RecallTransfer,
  ReleaseStockHold,
  ReorderPointCleared,
  ReorderPointReached,
  ReplenishmentRequested,
  ScheduleDemand,
  ScheduleSupply,
  StockExceptionCleared,
  StockExceptionRaised,
  TransferRecalled,
  TransferRecallRefused,
  TransferRecallRequested,
  UsageDecided,
  WorkOrderCancelled,
  WorkOrderClosed,
  WorkOrderCompleted,
  WorkOrderExceptionCleared,
  WorkOrderExceptionRaised,
  WorkOrderReleased,
} from '@takt/contracts'
import type { Message, Outgoing, Process } from '@takt/decider'
import { expect, test } from 'vitest'
import { placeStockHold, releaseStockHold } from '../src/flows/hold.ts'
import { postConsumption } from '../src/flows/material-consumed.ts'
import { postProductionReceipt } from '../src/flows/output-produced.ts'
import { clearReorderAlert, requestReplenishment } from '../src/flows/reorder-point.ts'
import { alertStockException, clearStockException } from '../src/flows/stock-exception.ts'
import { postRecallRefused, postTransferRecall, recallTransfer } from '../src/flows/transfer-recall.ts'
import { postUsageDecision } from '../src/flows/usage-decided.ts'
import { cancelWhatIsLeft } from '../src/flows/work-order-ended.ts'
import { alertWorkOrderException, clearWorkOrderException } from '../src/flows/work-order-exception.ts'
import { scheduleWorkOrder } from '../src/flows/work-order-released.ts'

/** What a process sends for an event; every message must be one its own contract takes. */
function sent<Event extends Message>(process: Process<Event>, event: Event): readonly Outgoing[] {
  const outgoing = process(
    {
      ...event,
      id: 'event-1',
      plant: 'P1',
      occurredAt: '2026-03-02T08:00:00.000Z',
      recordedAt: '2026-03-02T08:00:00.100Z',
      correlationId: 'msg-1',
    },
    undefined,
  )
  for (const { message } of outgoing) {
    const contract = contractByName(message.type) as AnyContract
    expect(contract.parse(contract.version, message.data)).toEqual({ ok: true, data: message.data })
  }
  return outgoing
}
const messages = <Event extends Message>(process: Process<Event>, event: Event) =>
  sent(process, event).map((o) => o.message)

const document = { type: 'workOrder' as const, id: 'WO-1001' }

test('a released order is supply of what it makes and demand of what it needs', () => {
  expect(messages(scheduleWorkOrder, WorkOrderReleased.example)).toEqual([
    ScheduleSupply.create({
      item: 'BRACKET',
      document,
      quantity: { amount: '100', unit: 'EA' },
      date: '2026-03-06',
    }),
    ScheduleDemand.create({
      item: 'STEEL',
      document,
      quantity: { amount: '25', unit: 'KGM' },
      date: '2026-03-03',
    }),
    ScheduleDemand.create({
      item: 'BOLT',
      document,
      quantity: { amount: '400', unit: 'EA' },
      date: '2026-03-03',
    }),
  ])
})

test('a changed order withdraws the demand for what it needs no more', () => {
  const changed = WorkOrderReleased.create({
    ...WorkOrderReleased.example.data,
    components: [],
    withdrawn: ['BOLT'],
  })
  expect(messages(scheduleWorkOrder, changed).at(-1)).toMatchObject({
    type: CancelDemand.name,
    data: { item: 'BOLT', document },
  })
})

test('an order that ended before its release schedules nothing', () => {
  for (const status of ['completed', 'closed', 'cancelled'] as const)
    expect(
      messages(scheduleWorkOrder, WorkOrderReleased.create({ ...WorkOrderReleased.example.data, status })),
    ).toEqual([])
})

test('consumed material leaves the stock, in the unit it was reported in', () => {
  expect(messages(postConsumption, MaterialConsumed.example)).toEqual([PostConsumption.example])
  const reported = { amount: '0.0125', unit: 'TNE' }
  expect(
    messages(postConsumption, MaterialConsumed.create({ ...MaterialConsumed.example.data, reported })),
  ).toEqual([PostConsumption.create({ ...PostConsumption.example.data, quantity: reported })])
  const serials = ['S-1']
  const numbered = MaterialConsumed.create({ ...MaterialConsumed.example.data, serials })
  expect(messages(postConsumption, numbered)).toEqual([
    PostConsumption.create({ ...PostConsumption.example.data, serials }),
  ])
})

test('output enters the stock free, or into inspection where the order says so; scrap never does', () => {
  const { data } = OutputProduced.example
  expect(messages(postProductionReceipt, OutputProduced.example)).toEqual([PostProductionReceipt.example])
  const serials = ['S-1', 'S-2']
  const numbered = OutputProduced.create({ ...OutputProduced.example.data, serials })
  expect(messages(postProductionReceipt, numbered)).toEqual([
    PostProductionReceipt.create({ ...PostProductionReceipt.example.data, serials }),
  ])
  expect(messages(postProductionReceipt, OutputProduced.create({ ...data, inspect: true }))).toMatchObject([
    { data: { status: 'inInspection' } },
  ])
  const reported = { yield: { amount: '1', unit: 'BX' } }
  expect(messages(postProductionReceipt, OutputProduced.create({ ...data, reported }))).toMatchObject([
    { data: { quantity: reported.yield } },
  ])
  const onlyScrap = OutputProduced.create({ ...data, yield: { amount: '0', unit: 'EA' } })
  expect(messages(postProductionReceipt, onlyScrap)).toEqual([])
})

test('an ended order is expected to make and need nothing more', () => {
  const ends: readonly MessageOf<
    typeof WorkOrderCompleted | typeof WorkOrderClosed | typeof WorkOrderCancelled
  >[] = [WorkOrderCompleted.example, WorkOrderClosed.example, WorkOrderCancelled.example]
  const reason = 'order WO-1001 has ended'
  for (const end of ends)
    expect(messages(cancelWhatIsLeft, end)).toEqual([
      CancelSupply.create({ item: 'BRACKET', document, reason }),
      CancelDemand.create({ item: 'STEEL', document, reason }),
      CancelDemand.create({ item: 'BOLT', document, reason }),
    ])
  expect(messages(cancelWhatIsLeft, WorkOrderCompleted.create({ order: 'WO-1001', components: [] }))).toEqual(
    [],
  )
})

test('a hold blocks stock at once, unless its release has overtaken it', () => {
  expect(messages(placeStockHold, HoldPlaced.example)).toEqual([PlaceStockHold.example])
  const over = HoldPlaced.create({ ...HoldPlaced.example.data, alreadyReleased: true })
  expect(messages(placeStockHold, over)).toEqual([])
})

test('a released hold frees what it held, where it is known what that was', () => {
  expect(messages(releaseStockHold, HoldReleased.example)).toEqual([ReleaseStockHold.example])
  const early = HoldReleased.create({ hold: 'H-501', releasedAt: '2026-03-02T08:00:00.000Z' })
  expect(messages(releaseStockHold, early)).toEqual([])
})

test('a usage decision moves stock out of inspection', () => {
  for (const more of [{}, { acceptedSerials: ['S-1'], rejectedSerials: ['S-2'] }])
    expect(
      messages(postUsageDecision, UsageDecided.create({ ...UsageDecided.example.data, ...more })),
    ).toEqual([PostUsageDecision.create({ ...PostUsageDecision.example.data, ...more })])
})

test('stock under its reorder point asks its supplier for more and alerts people', () => {
  expect(sent(requestReplenishment, ReorderPointReached.example)).toEqual([
    { partner: 'ACME-STEEL', message: ReplenishmentRequested.example },
    {
      message: RaiseAlert.create({
        ...RaiseAlert.example.data,
        sentence: 'STEEL at P1 is down to 90 KGM; its reorder point is 100 KGM.',
      }),
    },
  ])
})

test('an item without a supplier is asked for at the ERP', () => {
  const { supplier: _, ...data } = ReorderPointReached.example.data
  const exactly = ReorderPointReached.create({ ...data, position: data.reorderPoint })
  expect(sent(requestReplenishment, exactly)[0]).toEqual({
    partner: 'erp',
    message: ReplenishmentRequested.create({ plant: 'P1', item: 'STEEL' }),
  })
})

test.each([
  [
    'reorder point',
    messages(requestReplenishment, ReorderPointReached.example),
    messages(clearReorderAlert, ReorderPointCleared.example),
  ],
  [
    'stock',
    messages(alertStockException, StockExceptionRaised.example),
    messages(clearStockException, StockExceptionCleared.example),
  ],
  [
    'work order',
    messages(alertWorkOrderException, WorkOrderExceptionRaised.example),
    messages(
      clearWorkOrderException,
      WorkOrderExceptionCleared.create({ ...WorkOrderExceptionCleared.example.data, code: 'over-delivery' }),
    ),
  ],
])('what clears a %s alert names the alert that was raised', (_, raised, cleared) => {
  const raise = raised.find(RaiseAlert.is)
  const clear = cleared.find(ClearAlert.is)
  expect(clear?.data.alert).toBe(raise?.data.alert)
  expect(raise?.data.alert).toBeDefined()
})

test('a shipment to be taken back is asked for at the plant that awaits it, which answers the one that shipped it', () => {
  const [asked] = sent(recallTransfer, TransferRecallRequested.example)
  expect(asked).toEqual({ plant: 'P2', message: RecallTransfer.example })
  const [done] = sent(postTransferRecall, TransferRecalled.example)
  expect(done?.plant).toBe('P1')
  expect(done?.message.type).toBe(PostTransferRecall.name)
  expect(done?.message.data).not.toHaveProperty('refused')
  const [refused] = sent(postRecallRefused, TransferRecallRefused.example)
  expect(refused?.plant).toBe('P1')
  expect(refused?.message.data).toMatchObject({ refused: { shipped: '40', fulfilled: '40' } })
})
