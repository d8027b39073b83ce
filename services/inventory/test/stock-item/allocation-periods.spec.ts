import {
  AllocateStock,
  AllocationExpired,
  AllocationPeriodEnded,
  AllocationReported,
  CancelDemand,
  type DataOf,
  ExpireAllocations,
  GoodsIssued,
  IssueGoods,
  PromiseStock,
  ReallocateStock,
  ReverseMovement,
  StockAllocated,
  StockPromised,
  StockReallocated,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import { StockItem } from '../../src/domain/stock-item/stock-item.ts'
import { amounts, ask, item, type Limits, path, played, promise, reserve, stock } from './pools.ts'
import { bracket, day, ea, inStock, purchase, sale, supplyOf } from './world.ts'

interface Week extends Limits {
  releaseOn?: string
}
/** Four weeks from 2 March, a Monday, on, each with the same. */
const weeks = (limits: Week, count = 4) =>
  Array.from({ length: count }, (_, n) => ({
    ...amounts(limits),
    ...{ from: day(7 * n), until: day(7 * n + 6) },
  }))
const allocation = (pool: string, periods: object[], carryOver?: 'lapse' | 'nextPeriod') => ({
  ...{ item, pool: path(pool), periods: periods as DataOf<typeof AllocateStock>['periods'] },
  ...(carryOver ? { carryOver } : {}),
})
const byWeek = (pool: string, limits: Week, carryOver?: 'lapse' | 'nextPeriod') =>
  AllocateStock.create(allocation(pool, weeks(limits), carryOver))
const on = (n: number, amount: string, pool?: string, id = `S-${n}`) =>
  promise(id, amount, pool, 'all', day(n))
const at = (n: number, hours = '08:00') => `${day(n)}T${hours}:00.000Z`

/** What the pool has by period: open and issued. */
function periodsOf(events: readonly StockItemEvent[], pool: string) {
  const state = events.reduce((s, e) => StockItem.evolve(s, e, 'm'), StockItem.initialState())
  return (state.allocations.pools[pool]?.periods ?? []).map(({ open, issued }) => `${open}/${issued}`)
}
const limitsIn = (events: readonly StockItemEvent[], pool: string) => {
  const state = events.reduce((s, e) => StockItem.evolve(s, e, 'm'), StockItem.initialState())
  return (state.allocations.pools[pool]?.periods ?? []).map(({ guaranteed, max }) => [guaranteed, max])
}

describe('a pool with a guarantee for each week', () => {
  const past = played(stock(), byWeek('web', { guaranteed: '20' }))
  test('consumes that of the week for which stock is promised', () => {
    const events = played(past, on(3, '15', 'web'), on(8, '5', 'web'), on(13, '10', 'web'))
    expect(periodsOf(events, 'web')).toEqual(['15/0', '15/0', '0/0', '0/0'])
  })
  test('keeps what is for later weeks from everybody, itself included', () => {
    ask(past, on(0, '20')).events()
    const { details } = ask(past, on(0, '21')).thenRejected('allocation-exceeded')
    expect(details).toMatchObject({ available: '20', free: '20', unallocated: '100' })
    ask(past, on(0, '40', 'web')).events()
    ask(past, on(0, '41', 'web')).thenRejected('allocation-exceeded')
  })
  test('leaves to others what comes for a later week, once that is covered', () => {
    const later = [...past, supplyOf(bracket, purchase('P-1'), '50', day(10))]
    ask(later, on(0, '60')).events()
    ask(later, on(0, '61')).thenRejected('allocation-exceeded')
    ask(later, on(10, '70')).events()
    ask(later, on(10, '71')).thenRejected('allocation-exceeded')
  })
  test('has nothing of its own on days after its last week', () => {
    ask(past, on(28, '20', 'web')).events()
    ask(past, on(28, '21', 'web')).thenRejected('allocation-exceeded')
  })
  test('consumes in every week that a promise in parts falls into', () => {
    const supply = supplyOf(bracket, purchase('P-1'), '40', day(7))
    const events = played([...past, supply], promise('S-1', '100', 'web', 'split', day(6)))
    const parts = events.filter(StockPromised.is).flatMap((e) => e.data.lines.flatMap((l) => l.promised))
    expect(parts).toEqual([
      { date: day(6), amount: '80' },
      { date: day(7), amount: '20' },
    ])
    expect(periodsOf(events, 'web')).toEqual(['80/0', '20/0', '0/0', '0/0'])
  })
  test('gets back what a cancelled order consumed, in its week', () => {
    const events = played(past, on(8, '20', 'web'), CancelDemand.create({ item, document: sale('S-8') }))
    expect(periodsOf(events, 'web')).toEqual(['0/0', '0/0', '0/0', '0/0'])
  })
  test('counts what is issued in the week it was promised for, whenever it leaves, and what comes back again', () => {
    const issue = IssueGoods.create({ item, quantity: ea('8'), document: sale('S-8') })
    const promised = played(past, on(8, '20', 'web'))
    const events = [...promised, ...ask(promised, issue).events()]
    expect(periodsOf(events, 'web')).toEqual(['0/0', '12/8', '0/0', '0/0'])
    const movement = `given-${events.findIndex(GoodsIssued.is) + 1}`
    const undo = ReverseMovement.create({ item, movement, reason: 'wrong pallet' })
    expect(periodsOf(played(events, undo), 'web')).toEqual(['0/0', '20/0', '0/0', '0/0'])
  })
})

describe('a maximum for each week', () => {
  const past = played(stock(), byWeek('web', { max: '20' }))
  test('limits what is promised for the week, and names it', () => {
    const events = played(past, on(3, '20', 'web'))
    const { details, message } = ask(events, on(4, '1', 'web')).thenRejected('allocation-exceeded')
    expect(details).toMatchObject({
      ...{ limitedBy: 'web', limitedFrom: day(0), limitedUntil: day(6), max: '20', consumed: '20' },
      from: day(7),
    })
    expect(message).toContain(`web may take 20 EA from ${day(0)} to ${day(6)} and has taken 20`)
    ask(events, on(7, '20', 'web')).events()
    ask(events, on(3, '80')).events()
  })
  test('spreads an order over the weeks', () => {
    const events = ask(past, promise('S-1', '50', 'web', 'split')).events()
    expect(events.find(StockPromised.is)?.data.lines[0]?.promised).toEqual([
      { date: day(0), amount: '20' },
      { date: day(7), amount: '20' },
      { date: day(14), amount: '10' },
    ])
  })
  test('counts a reservation from stock on hand in the week in which it was made, and ever after', () => {
    const reserved = played(past, reserve('R-1', '15', 'web', { expiresAt: at(30) }))
    expect(periodsOf(reserved, 'web')).toEqual(['15/0', '0/0', '0/0', '0/0'])
    ask(reserved, on(3, '6', 'web')).thenRejected('allocation-exceeded')
    const next = ask(reserved, on(8, '20', 'web'), at(7)).events()
    const later = [...reserved, ...next]
    expect(periodsOf(later, 'web')).toEqual(['20/0', '0/0', '0/0'])
    const issued = ask(
      later,
      IssueGoods.create({ item, quantity: ea('15'), reservation: 'R-1' }),
      at(8),
    ).events()
    expect(periodsOf([...later, ...issued], 'web')).toEqual(['20/0', '0/0', '0/0'])
  })
})

describe('what is guaranteed and not consumed', () => {
  test('is free for everybody from the day of its release on, and its maximum stays', () => {
    const [week] = weeks({ guaranteed: '80', max: '90' })
    const past = played(stock(), AllocateStock.create(allocation('web', [{ ...week, releaseOn: day(3) }])))
    ask(past, on(4, '21'), at(2)).thenRejected('allocation-exceeded')
    ask(past, on(4, '100'), at(3)).events()
    ask(past, on(4, '91', 'web'), at(3)).thenRejected('allocation-exceeded')
  })
  test('lapses with its week, and is recorded with what was consumed', () => {
    const past = played(stock(), byWeek('web', { guaranteed: '20' }), on(3, '5', 'web'))
    const decided = ask(past, ExpireAllocations.create({ item }), at(14))
    decided.thenTypes(AllocationPeriodEnded.name, AllocationPeriodEnded.name)
    expect(decided.events()[0]?.data).toMatchObject({
      ended: { from: day(0), until: day(6), guaranteed: '20', open: '5', issued: '0' },
      next: { from: day(7), guaranteed: '20' },
    })
    decided.again().thenNothing()
    const events = [...past, ...decided.events()]
    expect(limitsIn(events, 'web')).toEqual([
      ['20', undefined],
      ['20', undefined],
    ])
    ask(events, ExpireAllocations.create({ item }), at(28)).thenTypes(
      AllocationPeriodEnded.name,
      AllocationExpired.name,
    )
  })
  test('is carried into the next week where the pool says so, recorded or not', () => {
    const past = played(
      stock(),
      byWeek('web', { guaranteed: '20', max: '30' }, 'nextPeriod'),
      on(3, '5', 'web'),
    )
    // 15 and 25 are left of the first week; 35 and 45 more than the second one's own.
    const wanted = promise('S-2', '55', 'web', 'all', day(8))
    const unrecorded = ask(past, wanted, at(8))
    unrecorded.thenTypes(
      AllocationPeriodEnded.name,
      StockPromised.name,
      'inventory.AllocationConsumptionChanged',
    )
    ask(past, promise('S-2', '56', 'web', 'all', day(8)), at(8)).thenRejected('allocation-exceeded')
    const ended = ask(past, ExpireAllocations.create({ item }), at(8)).events()
    expect(limitsIn([...past, ...ended], 'web')[0]).toEqual(['35', '55'])
    ask([...past, ...ended], promise('S-2', '56', 'web', 'all', day(8)), at(8)).thenRejected(
      'allocation-exceeded',
    )
    const [event] = ended
    expect(event?.data).toMatchObject({ next: { carriedGuaranteed: '15', carriedMax: '25' } })
  })
  test('stays carried when the plan of the ERP comes again', () => {
    const plan = (n: number) =>
      AllocationReported.create(allocation('web', weeks({ guaranteed: '20' }).slice(n), 'nextPeriod'))
    const past = played(stock(), plan(0))
    const events = [...past, ...ask(past, ExpireAllocations.create({ item }), at(8)).events()]
    ask(events, plan(0), at(8)).thenNothing()
    ask(events, plan(1), at(8)).thenNothing()
  })
})

describe('periods set anew', () => {
  test('count what is open for their days, and what was issued where it was', () => {
    const past = played(stock(), byWeek('web', { max: '20' }), on(3, '10', 'web'), on(8, '10', 'web'))
    const issued = played(past, IssueGoods.create({ item, quantity: ea('4'), document: sale('S-3') }))
    const month = { from: day(0), until: day(27), ...amounts({ max: '60' }) }
    const decided = ask(issued, AllocateStock.create(allocation('web', [month])))
    expect(decided.events().find(StockAllocated.is)?.data).toMatchObject({
      periods: [{ open: '16', issued: '4' }],
      dropped: [day(7), day(14), day(21)],
    })
  })
  test('count an order that consumed before the pool was allocated', () => {
    const events = played(stock(), on(8, '12', 'web/gold'), byWeek('web', { guaranteed: '20' }))
    expect(periodsOf(events, 'web')).toEqual(['0/0', '12/0', '0/0', '0/0'])
  })
  test('that are the same change nothing', () => {
    const past = played(stock(), byWeek('web', { guaranteed: '20' }))
    ask(past, byWeek('web', { guaranteed: '20' })).thenNothing()
    ask(past, byWeek('web', { guaranteed: '20' }, 'nextPeriod')).thenTypes(StockAllocated.name)
  })
  test('are refused where they share a day; a report of such is taken with each day in one of them', () => {
    const two = [
      { from: day(0), until: day(6), ...amounts({ max: '5' }) },
      { from: day(6), until: day(9), ...amounts({ max: '6' }) },
    ]
    ask(stock(), AllocateStock.create(allocation('web', two))).thenRejected('allocation-inconsistent')
    const events = ask(stock(), AllocationReported.create(allocation('web', two))).events()
    expect(events.find(StockAllocated.is)?.data.periods).toMatchObject([
      { from: day(0), until: day(6) },
      { from: day(7), until: day(9) },
    ])
  })
  test('are refused beside a guarantee of all days, released after their end, and in too great a number', () => {
    const both = { ...allocation('web', weeks({ max: '5' })), max: ea('9') }
    ask(stock(), AllocateStock.create(both)).thenRejected('allocated-both-ways')
    const late = [{ ...weeks({ guaranteed: '5' })[0], releaseOn: day(7) }]
    ask(stock(), AllocateStock.create(allocation('web', late))).thenRejected('allocation-inconsistent')
    const many = AllocateStock.parse(1, allocation('web', weeks({ max: '1' }, 54)))
    expect(many).toMatchObject({ problems: [{ path: 'periods', message: 'must have at most 53 periods' }] })
  })
})

describe('weeks below a month', () => {
  const month = { from: day(0), until: day(27), ...amounts({ guaranteed: '60' }) }
  const past = played(
    stock(),
    AllocateStock.create(allocation('web', [month])),
    byWeek('web/gold', { guaranteed: '10' }),
  )
  test('count within it', () => {
    ask(past, on(0, '40')).events()
    ask(past, on(0, '41')).thenRejected('allocation-exceeded')
    const { details } = ask(past, byWeek('web/silver', { guaranteed: '6' })).thenRejected(
      'allocation-inconsistent',
    )
    expect(details).toMatchObject({ within: 'web', guaranteed: '60', guaranteedBelow: '64' })
    ask(past, byWeek('web/silver', { guaranteed: '5' })).events()
  })
  test('leave to the month what is for no week, and no other week to anybody', () => {
    // Of 60, 40 are for gold by weeks: 10 of a week and the 20 that are for no week, and 40 that are free.
    ask(past, on(3, '70', 'web/gold')).events()
    ask(past, on(3, '71', 'web/gold')).thenRejected('allocation-exceeded')
    ask(past, on(3, '60', 'web')).events()
    ask(past, on(3, '61', 'web')).thenRejected('allocation-exceeded')
  })
  test('lie within it, and not across its end', () => {
    const across = [{ from: day(20), until: day(30), ...amounts({ guaranteed: '1' }) }]
    const { message } = ask(past, AllocateStock.create(allocation('web/EU', across))).thenRejected(
      'allocation-inconsistent',
    )
    expect(message).toContain(`lies only partly within ${day(0)} to ${day(27)} of web`)
  })
})

describe('a guarantee that moves to another pool', () => {
  const move = (date: string | undefined, amount: string) =>
    ReallocateStock.create({
      ...{ item, from: ['web'], to: ['retail'], quantity: ea(amount), reason: 'sale' },
      ...(date ? { date } : {}),
    })
  test('moves in the week of the day that is named, and leaves the others', () => {
    const past = played(stock(), byWeek('web', { guaranteed: '20' }), byWeek('retail', { guaranteed: '5' }))
    const events = played(past, move(day(8), '10'), move(undefined, '1'))
    expect(limitsIn(events, 'web').map(([guaranteed]) => guaranteed)).toEqual(['19', '10', '20', '20'])
    expect(limitsIn(events, 'retail').map(([guaranteed]) => guaranteed)).toEqual(['6', '15', '5', '5'])
    expect(ask(events, move(day(8), '11')).thenRejected('not-unconsumed').details).toMatchObject({
      unconsumed: '10',
    })
    ask(past, move(day(30), '1')).thenRejected('not-unconsumed')
  })
  test('to a pool without one comes with the days of the giver', () => {
    const past = played(stock(), byWeek('web', { guaranteed: '20' }), on(8, '3', 'retail'))
    const moved = ask(past, move(day(8), '10'))
      .events()
      .find(StockReallocated.is)
    expect(moved?.data.pools[1]).toMatchObject({
      pool: ['retail'],
      periods: [{ from: day(7), until: day(13), guaranteed: '13', open: '3' }],
    })
  })
  test('is refused to a pool that has other weeks only', () => {
    const past = played(
      stock(),
      byWeek('web', { guaranteed: '20' }),
      AllocateStock.create(allocation('retail', weeks({ guaranteed: '5' }).slice(2))),
    )
    ask(past, move(day(8), '1')).thenRejected('not-in-force')
  })
})

describe('a guarantee of today', () => {
  const past = played(stock(), byWeek('web', { guaranteed: '100' }))
  test('does not stop the floor from issuing stock that nobody reserved: it keeps promises, not pallets', () => {
    const events = played([...past], IssueGoods.create({ item, quantity: ea('30') }))
    ask(events, on(0, '70', 'web')).events()
    ask(events, on(0, '71', 'web')).thenRejected('not-available')
  })
  test('is safe on the floor once its pool reserves it', () => {
    const reserved = played(past, reserve('R-1', '80', 'web'))
    ask(reserved, IssueGoods.create({ item, quantity: ea('30') })).thenRejected('not-available')
  })
})

test('a line is promised in the pool of its order, and the lines of one request share what their week has', () => {
  const past = played(stock(inStock(bracket, '1')), byWeek('web', { max: '20' }))
  const two = PromiseStock.create({
    ...{ promise: 'S-1', item, policy: 'part', pool: ['web'] },
    lines: ['10', '20'].map((line) => ({ line, quantity: ea('15'), date: day(1) })),
  })
  const events = ask(past, two).events()
  expect(events.find(StockPromised.is)?.data.lines.map(({ promised }) => promised[0]?.amount)).toEqual([
    '15',
    '5',
  ])
})
