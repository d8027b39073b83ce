import {
  AdjustStock,
  ChangeStockStatus,
  GoodsIssued,
  GoodsIssueReported,
  GoodsReceiptReported,
  IssueGoods,
  PlaceStockHold,
  PostConsumption,
  PostProductionReceipt,
  PostUsageDecision,
  ReceiveGoods,
  ReserveStock,
  ReturnGoods,
  ReverseMovement,
  ScrapStock,
  StockAdjustmentReported,
  StockTransferReported,
  TransferStock,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import type { StockItemEvent, StockItemMessage } from '../../src/domain/stock-item/messages.ts'
import { MAX_UNSETTLED } from '../../src/domain/stock-item/serials.ts'
import { ea, inStock, item, of } from './world.ts'

const motor = item({ item: 'MOTOR', serialControlled: true })
const at = of(motor)
const here = inStock(motor, '2', { serials: ['S-1', 'S-2'] })
const base = { item: 'MOTOR', quantity: ea('1') }
const codes = (events: readonly StockItemEvent[]) =>
  events.flatMap(({ type, data }) =>
    'exception' in data ? [`${type.endsWith('Raised') ? '+' : '-'}${data.exception}`] : [],
  )
/** What happens one after the other, and what alerts it raises and clears. */
function follow(...messages: readonly StockItemMessage[]) {
  const events: StockItemEvent[] = [here]
  const alerts = messages.map((message) => {
    const more = at
      .given(...events)
      .when(message)
      .events()
    events.push(...more)
    return codes(more)
  })
  return alerts
}

describe('a request for an item that is kept by serial numbers', () => {
  test('names one for each unit', () => {
    at.given().when(ReceiveGoods.create(base)).thenRejected('serial-required')
    const { details } = at
      .given()
      .when(ReceiveGoods.create({ ...base, serials: ['S-1', 'S-2'] }))
      .thenRejected('serial-count')
    expect(details).toMatchObject({ serials: 2, quantity: '1' })
    at.given()
      .when(ReceiveGoods.create({ ...base, serials: ['S-1'] }))
      .then(inStock(motor, '1', { serials: ['S-1'] }))
  })
  test('is refused where a serial number is in stock already, or is not where it is taken from', () => {
    const { details } = at
      .given(here)
      .when(ReceiveGoods.create({ ...base, serials: ['S-2'], location: 'FG-01' }))
      .thenRejected('serial-in-stock')
    const place = { location: 'RAW-01', lot: '', status: 'unrestricted', owner: '' }
    expect(details).toMatchObject({ serials: [{ serial: 'S-2', at: [place] }] })
    const issue = IssueGoods.create({ ...base, serials: ['S-3'] })
    at.given(here).when(issue).thenRejected('serial-not-there')
    const move = { ...base, fromLocation: 'RAW-01', toLocation: 'FG-01', serials: ['S-3'] }
    at.given(here).when(TransferStock.create(move)).thenRejected('serial-not-there')
    const change = { ...base, from: 'unrestricted', to: 'blocked', serials: ['S-3'] }
    at.given(here).when(ChangeStockStatus.create(change)).thenRejected('serial-not-there')
  })
  test('scraps and returns them by name, too', () => {
    const scrap = { ...base, reasonCode: 'BROKEN' }
    at.given(here).when(ScrapStock.create(scrap)).thenRejected('serial-required')
    const scrapped = at
      .given(here)
      .when(ScrapStock.create({ ...scrap, serials: ['S-1'] }))
      .events()
    const direction = 'fromCustomer' as const
    const back = { ...base, direction, reason: 'repaired', serials: ['S-1'] }
    at.given(here).when(ReturnGoods.create(back)).thenRejected('serial-in-stock')
    const state = at
      .given(here, ...scrapped)
      .when(ReturnGoods.create(back))
      .state()
    expect(state.serialsAt).toEqual({ 'RAW-01\n\nunrestricted\n': 1, 'RAW-01\n\ninInspection\n': 1 })
  })
  test('is refused a second time: it went out', () => {
    const issue = IssueGoods.create({ ...base, serials: ['S-1'] })
    const gone = at.given(here).when(issue).events()
    at.given(here, ...gone)
      .when(issue)
      .thenRejected('serial-not-there')
  })
  test('of another item names none', () => {
    of(item({ item: 'MOTOR' }))
      .given()
      .when(ReceiveGoods.create({ ...base, serials: ['S-1'] }))
      .thenRejected('not-serial-controlled')
  })
  test('adjusts without them only what is not known by them', () => {
    const down = AdjustStock.create({ item: 'MOTOR', quantity: ea('-1'), reason: 'x' })
    at.given(here).when(down).thenRejected('serial-required')
    at.given(here, inStock(motor, '1')).when(down).thenTypes('inventory.StockAdjusted')
  })
})

describe('what happened to an item that is kept by serial numbers', () => {
  const receipt = { ...base, location: 'FG-01' }
  test('without them is recorded with an alert, which goes when they are named by adjustments', () => {
    const adjust = { item: 'MOTOR', location: 'FG-01', reason: 'named' }
    expect(
      follow(
        GoodsReceiptReported.create(receipt),
        StockAdjustmentReported.create({ ...adjust, quantity: ea('-1') }),
        StockAdjustmentReported.create({ ...adjust, quantity: ea('1'), serials: ['S-9'] }),
      ),
    ).toEqual([['+serial-missing:FG-01::unrestricted'], ['-serial-missing:FG-01::unrestricted'], []])
  })
  test('twice to the same serial number alerts, until one of the receipts is taken back', () => {
    const back = { item: 'MOTOR', location: 'FG-01', quantity: ea('-1'), reason: 'misread', serials: ['S-1'] }
    expect(
      follow(
        GoodsReceiptReported.create({ ...receipt, serials: ['S-1'] }),
        StockAdjustmentReported.create(back),
      ),
    ).toEqual([['+serial-conflict:S-1'], ['-serial-conflict:S-1']])
  })
  test('where the serial number is not alerts, and closes by itself when the missing transfer arrives', () => {
    const move = { ...base, fromLocation: 'RAW-01', toLocation: 'FG-01', serials: ['S-1'] }
    expect(
      follow(GoodsIssueReported.create({ ...receipt, serials: ['S-1'] }), StockTransferReported.create(move)),
    ).toEqual([
      ['+negative-stock:FG-01::unrestricted', '+serial-conflict:S-1'],
      ['-negative-stock:FG-01::unrestricted', '-serial-conflict:S-1'],
    ])
  })
  test('before its receipt alerts, and closes by itself when the receipt arrives', () => {
    const serials = ['S-7']
    const [issued, received] = follow(
      GoodsIssueReported.create({ ...receipt, serials }),
      GoodsReceiptReported.create({ ...receipt, serials }),
    )
    expect(issued).toContain('+serial-conflict:S-7')
    expect(received).toContain('-serial-conflict:S-7')
  })
})

test('a hold leaves serial numbers where they are, and they are issued no more', () => {
  const held = at.given(here).when(PlaceStockHold.create({ hold: 'H-1', item: 'MOTOR', reason: 'x' }))
  expect(codes(held.events())).toEqual([])
  at.given(here, ...held.events())
    .when(IssueGoods.create({ ...base, serials: ['S-1'] }))
    .thenRejected('item-held')
})

describe('a usage decision about an item that is kept by serial numbers', () => {
  const waiting = inStock(motor, '3', { serials: ['S-1', 'S-2', 'S-3'], status: 'inInspection' })
  const decide = (data: object) => PostUsageDecision.create({ inspection: 'I-1', item: 'MOTOR', ...data })
  const place = (status: string, location = 'RAW-01') => `${location}\n\n${status}\n`
  const after = (given: readonly StockItemEvent[], data: object) => {
    const decided = at.given(...given).when(decide(data))
    const state = at.given(...given, ...decided.events()).state()
    return { alerts: codes(decided.events()), serials: state.serials.entries }
  }
  test('about all there is takes the serial numbers along', () => {
    const free = place('unrestricted')
    expect(after([waiting], { accepted: ea('3') })).toEqual({
      alerts: [],
      serials: { 'S-1': free, 'S-2': free, 'S-3': free },
    })
  })
  test('frees those that it names and leaves the others', () => {
    expect(after([waiting], { accepted: ea('1'), acceptedSerials: ['S-2'] })).toEqual({
      alerts: [],
      serials: {
        'S-1': place('inInspection'),
        'S-2': place('unrestricted'),
        'S-3': place('inInspection'),
      },
    })
  })
  test('that names only the rejected frees the rest', () => {
    const data = { accepted: ea('2'), rejected: ea('1'), rejectedSerials: ['S-1'] }
    expect(after([waiting], data)).toEqual({
      alerts: [],
      serials: { 'S-1': place('blocked'), 'S-2': place('unrestricted'), 'S-3': place('unrestricted') },
    })
  })
  test('finds each where it waits, at whatever location', () => {
    const far = inStock(motor, '1', { serials: ['S-9'], status: 'inInspection', location: 'QA-01' })
    const { alerts, serials } = after([waiting, far], {
      accepted: ea('2'),
      acceptedSerials: ['S-9', 'S-3'],
    })
    expect(alerts).toEqual([])
    expect(serials).toMatchObject({ 'S-9': place('unrestricted', 'QA-01'), 'S-3': place('unrestricted') })
    expect(serials).toMatchObject({ 'S-1': place('inInspection'), 'S-2': place('inInspection') })
  })
  test('is booked and told where it names one that does not wait, or none of a part', () => {
    const wrong = after([waiting], { accepted: ea('1'), acceptedSerials: ['S-7'] })
    expect(wrong.alerts).toEqual(['+serial-conflict:S-7'])
    expect(after([waiting], { accepted: ea('1') }).alerts).toEqual([
      '+serial-missing:RAW-01::inInspection',
      '+serial-missing:RAW-01::unrestricted',
    ])
  })
})

describe('what a work order used of an item that is kept by serial numbers', () => {
  const used = { ...base, order: 'W-1', location: 'RAW-01' }
  test('leaves by the serial numbers that were reported', () => {
    expect(follow(PostConsumption.create({ ...used, serials: ['S-2'] }))).toEqual([[]])
  })
  test('is booked and told where it names none, or one that is not there', () => {
    expect(follow(PostConsumption.create(used))).toEqual([['+serial-missing:RAW-01::unrestricted']])
    expect(follow(PostConsumption.create({ ...used, serials: ['S-5'] }))).toEqual([['+serial-conflict:S-5']])
  })
  test('uses the reservation of these very numbers', () => {
    const line = {
      ...{ reservation: 'R-1', quantity: ea('1'), document: { type: 'workOrder', id: 'W-1' } as const },
      hard: { strategy: 'given' as const, serials: ['S-2'] },
    }
    const reserved = at
      .given(here)
      .when(ReserveStock.create({ item: 'MOTOR', lines: [line] }))
      .events()
    const consumed = at.given(here, ...reserved).when(PostConsumption.create({ ...used, serials: ['S-2'] }))
    expect(at.given(here, ...reserved, ...consumed.events()).state().reservations).toEqual({})
  })
})

describe('the reversal of a movement with serial numbers', () => {
  const undo = ReverseMovement.create({ item: 'MOTOR', movement: 'given-2', reason: 'never was' })
  const issued = at
    .given(here)
    .when(IssueGoods.create({ ...base, serials: ['S-1'] }))
    .events()
  test('puts each back where it was', () => {
    const events = [here, ...issued]
    events.push(
      ...at
        .given(...events)
        .when(undo)
        .events(),
    )
    const state = at.given(...events).state()
    expect(Object.keys(state.serials.entries)).toEqual(['S-1', 'S-2'])
    expect(state.serialsAt).toEqual({ 'RAW-01\n\nunrestricted\n': 2 })
  })
  test('is refused where one is in stock again', () => {
    const again = inStock(motor, '1', { serials: ['S-1'], location: 'FG-01' })
    at.given(here, ...issued, again)
      .when(undo)
      .thenRejected('serial-in-stock')
  })
})

test('serial numbers that do not add up are followed up to a bound; beyond it the amounts tell', () => {
  const some = (from: number) =>
    GoodsIssued.create({
      ...here.data,
      quantity: ea('1000'),
      serials: Array.from({ length: 1000 }, (_, i) => `X-${from + i}`),
    })
  const events = [0, 1000].map(some)
  expect(at.given(...events).state().unsettledSerials).toBe(MAX_UNSETTLED)
  const further = GoodsIssueReported.create({ ...base, serials: ['Y-1'] })
  const decided = at.given(...events).when(further)
  expect(codes(decided.events())).toContain('+serial-missing:RAW-01::unrestricted')
  expect(decided.state().unsettledSerials).toBe(MAX_UNSETTLED)
})

describe('what production yields of an item that is kept by serial numbers', () => {
  const yielded = { item: 'MOTOR', order: 'W-1', location: 'FG-01', status: 'unrestricted' } as const
  const receipt = (amount: string, serials?: string[]) =>
    PostProductionReceipt.create({ ...yielded, quantity: ea(amount), ...(serials ? { serials } : {}) })
  test('comes in by the serial numbers that were reported', () => {
    const [receiptAlerts, issueAlerts] = follow(
      receipt('2', ['S-8', 'S-9']),
      IssueGoods.create({ ...base, location: 'FG-01', serials: ['S-9'] }),
    )
    expect([receiptAlerts, issueAlerts]).toEqual([[], []])
  })
  test('is booked and told where it names none, or one that is here already', () => {
    expect(follow(receipt('1'))).toEqual([[expect.stringMatching(/^[+]serial-missing/)]])
    expect(follow(receipt('1', ['S-1']))).toEqual([['+serial-conflict:S-1']])
  })
})
