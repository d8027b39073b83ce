import {
  ApproveStockCount,
  GoodsIssueReported,
  GoodsReceiptReported,
  MAX_SERIALS,
  PlaceStockHold,
  ReleaseStockHold,
  ReportStockCount,
  RequestRecount,
  ReserveStock,
  ReverseMovement,
  StockAdjustmentReported,
  StockCountApproved,
  StockCounted,
  StockCountReported,
  StockTransferReported,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import { MAX_DIFFERING } from '../../src/domain/stock-item/count-serials.ts'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import { amountOf } from '../../src/domain/stock-item/stock.ts'
import { bracket, ea, inStock, item, of, story } from './world.ts'

const motor = item({ item: 'MOTOR', serialControlled: true })
const here = inStock(motor, '3', { serials: ['S-1', 'S-2', 'S-3'] })
const count = { item: 'MOTOR', count: 'C-1' }
const numbers = (...serials: string[]) => ({ ...count, counted: ea(String(serials.length)), serials })
const approve = ApproveStockCount.create(count)
const codes = (events: readonly StockItemEvent[]) =>
  events.flatMap(({ type, data }) =>
    'exception' in data ? [`${type.endsWith('Raised') ? '+' : '-'}${data.exception}`] : [],
  )
const RAW = 'RAW-01\n\nunrestricted\n'

describe('a count that names the serial numbers found', () => {
  const off = story(motor, [here]).when(StockCountReported.create(numbers('S-1', 'S-4', 'S-5')))
  test('tells which are missing and which are not known there, and waits although the quantity is right', () => {
    off.then(
      StockCounted.create({
        ...{ ...count, location: 'RAW-01', lot: '', status: 'unrestricted' },
        ...{ counted: ea('3'), book: '3', difference: '0', serials: ['S-1', 'S-4', 'S-5'] },
        ...{ missing: ['S-2', 'S-3'], found: ['S-4', 'S-5'] },
      }),
    )
    expect(off.state().serialsAt).toEqual({ [RAW]: 3 })
  })
  test('moves exactly those once it is approved', () => {
    const approved = off.when(approve)
    const [event] = approved.events().filter(StockCountApproved.is)
    expect(event?.data).toMatchObject({
      quantity: ea('0'),
      missing: ['S-2', 'S-3'],
      found: ['S-4', 'S-5'],
    })
    expect(codes(approved.events())).toEqual([])
    const { serials, serialsAt } = approved.state()
    expect(serials.entries).toEqual({ 'S-1': RAW, 'S-2': '', 'S-3': '', 'S-4': RAW, 'S-5': RAW })
    expect(serialsAt).toEqual({ [RAW]: 3 })
  })
  test('is reversed exactly: every number is back where it was', () => {
    const reversed = off
      .when(approve)
      .when(ReverseMovement.create({ item: 'MOTOR', movement: 'given-3', reason: 'wrong shelf' }))
    const { serials, serialsAt } = reversed.state()
    expect(Object.entries(serials.entries).filter(([, at]) => at !== '')).toEqual([
      ['S-1', RAW],
      ['S-2', RAW],
      ['S-3', RAW],
    ])
    expect(serialsAt).toEqual({ [RAW]: 3 })
    expect(codes(reversed.events())).toEqual([])
  })
  test('is approved by itself where all are as known, and within the tolerance by how many differ', () => {
    story(motor, [here])
      .when(ReportStockCount.create(numbers('S-3', 'S-2', 'S-1')))
      .thenTypes(StockCounted.name, StockCountApproved.name)
    const tolerant = (percent: string) => story(motor, [here], { countTolerancePercent: percent })
    const one = ReportStockCount.create(numbers('S-1', 'S-2'))
    const posted = tolerant('34').when(one)
    expect(posted.events()[1]?.data).toMatchObject({ quantity: ea('-1'), missing: ['S-3'], found: [] })
    tolerant('33').when(one).thenTypes(StockCounted.name)
    const swapped = ReportStockCount.create(numbers('S-1', 'S-2', 'S-4'))
    tolerant('66').when(swapped).thenTypes(StockCounted.name)
    tolerant('67').when(swapped).thenTypes(StockCounted.name, StockCountApproved.name)
  })
  test('of nothing names none', () => {
    const none = story(motor, [here]).when(ReportStockCount.create({ ...count, counted: ea('0') }))
    expect(none.events()[0]?.data).toMatchObject({ serials: [], missing: ['S-1', 'S-2', 'S-3'], found: [] })
    expect(none.when(approve).state().serialsAt).toEqual({})
  })
  test('counted again takes the place of the first', () => {
    const again = off
      .when(RequestRecount.create(count))
      .when(StockCountReported.create(numbers('S-1', 'S-2')))
      .when(approve)
    expect(again.events()[0]?.data).toMatchObject({ quantity: ea('-1'), missing: ['S-3'], found: [] })
  })
  test('leaves what moved since as it is', () => {
    const move = { item: 'MOTOR', quantity: ea('1'), toLocation: 'FG-01', fromLocation: 'RAW-01' }
    const moved = off
      .when(StockTransferReported.create({ ...move, serials: ['S-2'] }))
      .when(StockAdjustmentReported.create({ ...count, quantity: ea('1'), reason: 'x', serials: ['S-4'] }))
      .when(GoodsIssueReported.create({ item: 'MOTOR', quantity: ea('1'), serials: ['S-1'] }))
      .when(approve)
    expect(moved.events()[0]?.data).toMatchObject({ quantity: ea('0'), missing: ['S-3'], found: ['S-5'] })
    expect(codes(moved.events())).toEqual([])
    expect(moved.state().serialsAt).toEqual({ [RAW]: 2, 'FG-01\n\nunrestricted\n': 1 })
  })
  test('leaves what has gone and come back since as it is', () => {
    const back = { item: 'MOTOR', quantity: ea('1'), fromLocation: 'FG-01', toLocation: 'RAW-01' }
    const away = { ...back, fromLocation: 'RAW-01', toLocation: 'FG-01' }
    const moved = off
      .when(StockTransferReported.create({ ...away, serials: ['S-2'] }))
      .when(StockTransferReported.create({ ...back, serials: ['S-2'] }))
      .when(GoodsReceiptReported.create({ item: 'MOTOR', quantity: ea('1'), serials: ['S-4'] }))
      .when(GoodsIssueReported.create({ item: 'MOTOR', quantity: ea('1'), serials: ['S-4'] }))
      .when(approve)
    expect(moved.events()[0]?.data).toMatchObject({ quantity: ea('0'), missing: ['S-3'], found: ['S-5'] })
    expect(codes(moved.events())).toEqual([])
    expect(moved.state().serialsAt).toEqual({ [RAW]: 3 })
  })
  test('is refused its approval where what is to go out is there no more', () => {
    const issue = (n: number) => GoodsIssueReported.create({ item: 'MOTOR', quantity: ea(`${n}`) })
    story(motor, [here])
      .when(StockCountReported.create(numbers('S-1', 'S-2')))
      .when(issue(3))
      .when(approve)
      .thenRejected('insufficient-stock')
  })
  test('and of which one is known elsewhere has it here, and an alert stands until it is moved there', () => {
    const elsewhere = inStock(motor, '1', { serials: ['S-9'], location: 'FG-01' })
    const found = story(motor, [here, elsewhere])
      .when(ReportStockCount.create(numbers('S-1', 'S-2', 'S-3', 'S-9')))
      .when(approve)
    expect(codes(found.events())).toEqual(['+serial-conflict:S-9'])
    const other = { item: 'MOTOR', count: 'C-2', location: 'FG-01' }
    const gone = found
      .when(ReportStockCount.create({ ...other, counted: ea('0'), serials: [] }))
      .when(ApproveStockCount.create(other))
    expect(codes(gone.events())).toEqual(['-serial-conflict:S-9'])
    expect(gone.state().serials.entries['S-9']).toBe(RAW)
  })
  test('puts right what came without serial numbers, or left without having come', () => {
    const wrong = story(motor, [here, inStock(motor, '1')]).when(
      GoodsIssueReported.create({ item: 'MOTOR', quantity: ea('1'), serials: ['S-7'] }),
    )
    expect(codes(wrong.events())).toEqual(['+serial-missing:RAW-01::unrestricted', '+serial-conflict:S-7'])
    const counted = wrong.when(ReportStockCount.create(numbers('S-1', 'S-2', 'S-3', 'S-8')))
    const right = counted.when(approve)
    expect(right.events()[0]?.data).toMatchObject({ quantity: ea('1'), missing: [], found: ['S-7', 'S-8'] })
    expect(codes(right.events())).toEqual(['-serial-missing:RAW-01::unrestricted', '-serial-conflict:S-7'])
    expect(amountOf(right.state(), '', 'RAW-01', 'unrestricted')).toBe('4')
  })
  test('that misses one which is set aside tells for whom it lacks', () => {
    const reserve = ReserveStock.create({
      ...{ item: 'MOTOR', reservation: 'R-1', quantity: ea('1'), expiresAt: '2026-04-01T00:00:00.000Z' },
      hard: { strategy: 'given', serials: ['S-3'] },
    })
    const lost = story(motor, [here])
      .when(reserve)
      .when(ReportStockCount.create(numbers('S-1', 'S-2')))
      .when(approve)
    expect(codes(lost.events())).toContain('+reserved-serial-missing:S-3')
  })
})

describe('a count under a hold', () => {
  const hold = PlaceStockHold.create({ hold: 'H-1', item: 'MOTOR', reason: 'x' })
  const blocked = inStock(motor, '1', { serials: ['B-1'], status: 'blocked' })
  test('by its own status moves what the hold blocks', () => {
    const held = story(motor, [here])
      .when(hold)
      .when(ReportStockCount.create(numbers('S-1', 'S-4')))
      .when(approve)
    const [event] = held.events().filter(StockCountApproved.is)
    expect(event?.data.effects).toEqual([
      { location: 'RAW-01', lot: '', ...heldFrom, serials: ['S-2', 'S-3'], amount: '-2' },
      { location: 'RAW-01', lot: '', ...heldFrom, serials: ['S-4'], amount: '1' },
    ])
    const free = held.when(ReleaseStockHold.create({ hold: 'H-1', item: 'MOTOR' }))
    expect(amountOf(free.state(), '', 'RAW-01', 'unrestricted')).toBe('2')
    expect(free.state().exceptions).toEqual({})
  })
  test('of what is blocked finds what the hold blocks, too, and takes each from where it is', () => {
    const held = story(motor, [here, blocked])
      .when(hold)
      .when(ReportStockCount.create({ ...numbers('S-1', 'S-2'), status: 'blocked' }))
    expect(held.events()[0]?.data).toMatchObject({ book: '4', missing: ['S-3', 'B-1'], found: [] })
    const state = held.when(approve).state()
    expect(state.serialsAt).toEqual({ [RAW]: 2 })
    expect(amountOf(state, '', 'RAW-01', 'blocked')).toBe('2')
    expect(state.exceptions).toEqual({})
  })
})
const heldFrom = { status: 'blocked', heldFrom: 'unrestricted' }

describe('a count of an item that is kept by serial numbers, and does not name one for each unit,', () => {
  const three = { ...count, counted: ea('3'), serials: ['S-1', 'S-2'] }
  const unnamed = { ...count, counted: ea('2') }
  test('is refused as a request', () => {
    const { details } = of(motor)
      .given(here)
      .when(ReportStockCount.create(three))
      .thenRejected('serial-count')
    expect(details).toMatchObject({ serials: 2, quantity: '3' })
    of(motor).given(here).when(ReportStockCount.create(unnamed)).thenRejected('serial-required')
    of(bracket)
      .given(inStock(bracket, '1'))
      .when(ReportStockCount.create({ ...numbers('S-1'), item: 'BRACKET' }))
      .thenRejected('not-serial-controlled')
  })
  test.each([
    ['serial-count', three],
    ['serial-required', unnamed],
  ])('is recorded as a fact with an alert, and not approved until it is counted again: %s', (code, data) => {
    const wide = story(motor, [here], { countTolerancePercent: '90' }).when(StockCountReported.create(data))
    expect(wide.events()[0]?.data).toMatchObject({ counted: data.counted })
    expect(wide.events().some(StockCountApproved.is)).toBe(false)
    expect(codes(wide.events())).toEqual(['+serial-count:C-1'])
    wide.when(approve).thenRejected(code)
    const again = wide.when(ReportStockCount.create(numbers('S-1', 'S-2')))
    expect(codes(again.events())).toEqual(['-serial-count:C-1'])
    expect(again.state().serialsAt).toEqual({ [RAW]: 2 })
  })
  test('is taken where it finds what is known, or what is not known by serial number is gone', () => {
    of(motor)
      .given(here)
      .when(ReportStockCount.create({ ...count, counted: ea('3') }))
      .thenTypes(StockCounted.name, StockCountApproved.name)
    const tooMuch = story(motor, [here, inStock(motor, '1')])
      .when(ReportStockCount.create({ ...count, counted: ea('3') }))
      .when(approve)
    expect(tooMuch.events()[0]?.data).toMatchObject({ quantity: ea('-1') })
  })
  test('tells so many that differ and no more, and names the bound', () => {
    const many = [0, 1, 2].map((n) =>
      inStock(motor, String(MAX_SERIALS), {
        serials: Array.from({ length: MAX_SERIALS }, (_, i) => `M-${n}-${i}`),
      }),
    )
    const none = { ...count, counted: ea('0') }
    const { details } = of(motor)
      .given(...many)
      .when(ReportStockCount.create(none))
      .thenRejected('too-many-serials')
    expect(details).toMatchObject({ max: MAX_DIFFERING })
    const recorded = of(motor)
      .given(...many)
      .when(StockCountReported.create(none))
    expect(codes(recorded.events())).toEqual(['+serial-count:C-1'])
  })
})
