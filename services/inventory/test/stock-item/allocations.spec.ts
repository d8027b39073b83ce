import {
  AllocationExpired,
  AllocationReported,
  CancelDemand,
  DemandReported,
  ExpireAllocations,
  IssueGoods,
  type PromisePolicy,
  PromiseStock,
  ReleaseAllocation,
  ReleaseReservation,
  StockAllocated,
  StockPromised,
  StockReallocated,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import {
  allocate,
  allocated,
  amounts,
  ask,
  consumedIn,
  item,
  type Limits,
  moves,
  path,
  played,
  promise,
  reserve,
  stock,
} from './pools.ts'
import { bracket, day, ea, of, purchase, sale, supplyOf } from './world.ts'

describe('a guarantee', () => {
  const past = stock(allocated('web', { guaranteed: '60' }))
  test('is set aside: who names no pool, or another one, is promised what is left', () => {
    for (const pool of [undefined, 'retail']) {
      ask(past, promise('S-1', '40', pool)).events()
      const { details } = ask(past, promise('S-1', '41', pool)).thenRejected('allocation-exceeded')
      expect(details).toMatchObject({
        ...(pool ? { pool } : {}),
        requested: '41',
        available: '40',
        guaranteedLeft: '0',
        free: '40',
        unallocated: '100',
      })
    }
  })
  test('may be taken by its pool, with what is free for everybody', () => {
    ask(past, promise('S-1', '100', 'web')).events()
    ask(past, promise('S-1', '101', 'web')).thenRejected('not-available')
  })
  test('is consumed by a promise of its pool, and what was consumed is set aside no more', () => {
    const events = played(past, promise('S-1', '50', 'web'))
    expect(consumedIn(events, 'web')).toEqual({ open: '50', issued: '0' })
    const { details } = ask(events, promise('S-2', '41')).thenRejected('allocation-exceeded')
    expect(details).toMatchObject({ available: '40', free: '40' })
    ask(events, promise('S-2', '40')).events()
  })
  test('is taken neither by a reservation of somebody else', () => {
    ask(past, reserve('R-1', '41')).thenRejected('allocation-exceeded')
    expect(consumedIn(ask(past, reserve('R-1', '41', 'web')).events(), 'web')?.open).toBe('41')
  })
  test('that exceeds what is there can be taken by its own pool, as far as there is something', () => {
    const both = stock(allocated('web', { guaranteed: '80' }), allocated('retail', { guaranteed: '80' }))
    ask(both, promise('S-1', '80', 'web')).events()
    ask(both, promise('S-1', '81', 'web')).thenRejected('allocation-exceeded')
    ask(both, promise('S-1', '1')).thenRejected('allocation-exceeded')
  })
  test('holds on every day, and a promise over days or on the earliest one keeps off it', () => {
    const later = [...past, supplyOf(bracket, purchase('C'), '30', day(3))]
    const promised = (policy: PromisePolicy, amount: string, pool?: string) =>
      ask(later, promise('S-1', amount, pool, policy))
        .events()
        .filter(StockPromised.is)
        .flatMap((e) => e.data.lines.flatMap((l) => l.promised))
    expect(promised('split', '70')).toEqual([
      { date: day(0), amount: '40' },
      { date: day(3), amount: '30' },
    ])
    expect(promised('earliest', '70')).toEqual([{ date: day(3), amount: '70' }])
    expect(promised('part', '70')).toEqual([{ date: day(0), amount: '40' }])
    expect(promised('split', '130', 'web')).toEqual([
      { date: day(0), amount: '100' },
      { date: day(3), amount: '30' },
    ])
    ask(later, promise('S-1', '71', undefined, 'split')).thenRejected('allocation-exceeded')
    ask(later, promise('S-1', '71', undefined, 'earliest')).thenRejected('allocation-exceeded')
  })
  test('is shared by the lines of one request in their order', () => {
    const two = PromiseStock.create({
      promise: 'S-1',
      item,
      policy: 'all',
      pool: ['web'],
      lines: ['10', '20'].map((line) => ({ line, quantity: ea('60'), date: day(0) })),
    })
    const { details } = ask(past, two).thenRejected('not-available')
    expect(details).toMatchObject({ line: '20', available: '40' })
  })
})

describe('a maximum', () => {
  const past = stock(allocated('web', { max: '30' }))
  test('is the most that its pool is promised, and leaves everybody else alone', () => {
    ask(past, promise('S-1', '100')).events()
    ask(past, promise('S-1', '30', 'web')).events()
    const { details, message } = ask(past, promise('S-1', '31', 'web')).thenRejected('allocation-exceeded')
    expect(details).toMatchObject({
      pool: 'web',
      max: '30',
      consumed: '0',
      limitedBy: 'web',
      available: '30',
    })
    expect(message).toContain('web may take 30 EA and has taken 0')
  })
  test('counts what was taken, reserved and promised, and what was issued for it', () => {
    const events = played(
      past,
      promise('S-1', '10', 'web'),
      reserve('R-1', '10', 'web'),
      IssueGoods.create({ item, quantity: ea('10'), document: sale('S-1') }),
      IssueGoods.create({ item, quantity: ea('4'), reservation: 'R-1' }),
    )
    expect(consumedIn(events, 'web')).toEqual({ open: '6', issued: '14' })
    ask(events, promise('S-2', '11', 'web')).thenRejected('allocation-exceeded')
    ask(events, promise('S-2', '10', 'web')).events()
  })
  test('of a pool above counts too, and leaves room there for what is guaranteed to others', () => {
    const family = stock(allocated('web', { max: '50' }), allocated('web/gold', { guaranteed: '20' }))
    ask(family, promise('S-1', '30', 'web/silver')).events()
    const { details } = ask(family, promise('S-1', '31', 'web/silver')).thenRejected('allocation-exceeded')
    expect(details).toMatchObject({ limitedBy: 'web', max: '50' })
    ask(family, promise('S-1', '50', 'web/gold/EU')).events()
  })
  test('does not stop what is reported: it is recorded, and consumes', () => {
    const reported = DemandReported.create({
      item,
      document: sale('E-1'),
      quantity: ea('45'),
      date: day(1),
      pool: ['web'],
    })
    const events = ask(past, reported).events()
    expect(consumedIn(events, 'web')).toEqual({ open: '45', issued: '0' })
    ask([...past, ...events], promise('S-1', '1', 'web')).thenRejected('allocation-exceeded')
  })
})

describe('pools below others', () => {
  const past = stock(
    allocated('web', { guaranteed: '60' }),
    allocated('web/gold', { guaranteed: '30' }),
    allocated('web/silver', { guaranteed: '10' }),
  )
  test('count within the guarantee above: it is not set aside twice', () => {
    ask(past, promise('S-1', '40')).events()
    ask(past, promise('S-1', '41')).thenRejected('allocation-exceeded')
  })
  test('may take what is guaranteed above them and to no other', () => {
    ask(past, promise('S-1', '90', 'web/gold')).events()
    ask(past, promise('S-1', '91', 'web/gold')).thenRejected('allocation-exceeded')
    ask(past, promise('S-1', '60', 'web')).events()
    ask(past, promise('S-1', '61', 'web')).thenRejected('allocation-exceeded')
  })
  test('consume for those above them', () => {
    const events = played(past, promise('S-1', '35', 'web/gold/EU'))
    for (const pool of ['web', 'web/gold'])
      expect(consumedIn(events, pool)).toEqual({ open: '35', issued: '0' })
    // Of 60 for the web 25 are left, 10 of them for silver.
    ask(events, promise('S-2', '40')).events()
    ask(events, promise('S-2', '41')).thenRejected('allocation-exceeded')
    ask(events, promise('S-2', '55', 'web/gold')).events()
    ask(events, promise('S-2', '56', 'web/gold')).thenRejected('allocation-exceeded')
  })
})

describe('what was consumed', () => {
  const past = stock(allocated('web', { guaranteed: '60' }))
  test('is given back when a reservation is released, and when it expires', () => {
    const reserved = played(past, reserve('R-1', '60', 'web'))
    const released = played(reserved, ReleaseReservation.create({ item, reservation: 'R-1' }))
    expect(consumedIn(released, 'web')).toEqual({ open: '0', issued: '0' })
    // At once, in the decision that records it too.
    const events = ask(reserved, promise('S-1', '41'), '2026-03-02T19:00:00.000Z')
    events.thenRejected('allocation-exceeded')
    const late = ask(reserved, promise('S-1', '40'), '2026-03-02T19:00:00.000Z').events()
    expect(consumedIn(late, 'web')).toEqual({ open: '0', issued: '0' })
  })
  test('is given back when its order is cancelled, and moves when it is promised anew', () => {
    const events = played(past, promise('S-1', '60', 'web'))
    expect(consumedIn(played(events, promise('S-1', '20', 'web')), 'web')?.open).toBe('20')
    expect(consumedIn(played(events, promise('S-1', '40')), 'web')?.open).toBe('0')
    const cancelled = played(events, CancelDemand.create({ item, document: sale('S-1') }))
    expect(consumedIn(cancelled, 'web')?.open).toBe('0')
    // The same again is the same promise; under another pool it is another one.
    ask(events, promise('S-1', '60', 'web')).thenNothing()
    ask(events, promise('S-1', '60')).thenRejected('allocation-exceeded')
  })
  test('counts once where an order and a reservation for it both name the pool', () => {
    const events = played(
      past,
      promise('S-1', '20', 'web'),
      reserve('R-1', '25', 'web', { document: sale('S-1') }),
    )
    expect(consumedIn(events, 'web')?.open).toBe('25')
    const issued = played(events, IssueGoods.create({ item, quantity: ea('22'), document: sale('S-1') }))
    expect(consumedIn(issued, 'web')).toEqual({ open: '3', issued: '22' })
  })
})

describe('an allocation', () => {
  test('is set, and set again; the same again changes nothing', () => {
    const decided = ask(stock(), allocate('web', { guaranteed: '10', until: day(9) }))
    decided.thenTypes(StockAllocated.name)
    decided.again().thenNothing()
    ask(played(stock(), allocate('web', { guaranteed: '10' })), allocate('web', { max: '20' })).thenTypes(
      StockAllocated.name,
    )
  })
  test('that contradicts itself is refused with the numbers', () => {
    const refused = (limits: Limits, past: StockItemEvent[] = [], pool = 'web') =>
      ask(stock(...past), allocate(pool, limits)).thenRejected('allocation-inconsistent').details
    expect(refused({ guaranteed: '11', max: '10' })).toMatchObject({ guaranteed: '11', max: '10' })
    expect(refused({ max: '1', from: day(2), until: day(1) })).toMatchObject({ from: day(2) })
    const parent = allocated('web', { guaranteed: '10' })
    const child = allocated('web/gold', { guaranteed: '6' })
    expect(refused({ guaranteed: '5' }, [parent, child], 'web/silver')).toMatchObject({
      within: 'web',
      guaranteed: '10',
      guaranteedBelow: '11',
    })
    expect(refused({ guaranteed: '5' }, [child])).toMatchObject({ guaranteedBelow: '6' })
    const limited = allocated('web', { max: '10' })
    expect(refused({ guaranteed: '11' }, [limited], 'web/gold')).toMatchObject({ within: 'web', max: '10' })
    ask(stock(), allocate('web', {})).thenRejected('nothing-allocated')
    ask(stock(), allocate('web', { max: '1', until: day(-1) })).thenRejected('already-ended')
  })
  test('whose days do not meet those of another does not stand in its way', () => {
    const past = stock(
      allocated('web', { guaranteed: '10', until: day(5) }),
      allocated('web/gold', { guaranteed: '10', from: day(6) }),
    )
    ask(past, allocate('web/silver', { guaranteed: '10', until: day(5) })).events()
  })
  test('counts from its first day to its last, in the zone of the plant', () => {
    const past = stock(allocated('web', { guaranteed: '60', from: day(1), until: day(2) }))
    // Today others may not take what the pool may take tomorrow.
    ask(past, promise('S-1', '41')).thenRejected('allocation-exceeded')
    ask(past, promise('S-1', '41', 'web')).thenRejected('allocation-exceeded')
    ask(past, promise('S-1', '100', 'web', 'all', day(1))).events()
    ask(past, promise('S-1', '41', 'web', 'all', day(3))).thenRejected('allocation-exceeded')
    // The last minute of the last day in Berlin, and the first of the day after.
    ask(past, promise('S-1', '41'), '2026-03-04T22:59:00.000Z').thenRejected('allocation-exceeded')
    ask(past, promise('S-1', '100'), '2026-03-04T23:00:00.000Z').thenTypes(
      AllocationExpired.name,
      StockPromised.name,
    )
  })
  test('past its last day is recorded as ended once, with what it consumed', () => {
    const past = played(
      stock(allocated('web', { guaranteed: '60', until: day(0) })),
      promise('S-1', '20', 'web'),
    )
    const decided = ask(past, ExpireAllocations.create({ item }), '2026-03-03T08:00:00.000Z')
    decided.thenTypes(AllocationExpired.name)
    expect(decided.events()[0]?.data).toMatchObject({
      periods: [{ guaranteed: '60', open: '20', issued: '0' }],
      ...{ open: '20', issued: '0' },
    })
    decided.again().thenNothing()
    ask(past, ExpireAllocations.create({ item })).thenNothing()
  })
  test('is released on request; a pool that has none is named', () => {
    const past = stock(allocated('web', { guaranteed: '60' }))
    const release = (pool: string) => ReleaseAllocation.create({ item, pool: path(pool) })
    ask(played(past, release('web')), promise('S-1', '100')).events()
    expect(ask(past, release('shop')).thenRejected('unknown-pool').details).toMatchObject({ known: ['web'] })
  })
  test('set anew after its end counts what is open, not what was issued before', () => {
    const past = played(
      stock(allocated('web', { max: '30' })),
      promise('S-1', '20', 'web'),
      IssueGoods.create({ item, quantity: ea('12'), document: sale('S-1') }),
      ReleaseAllocation.create({ item, pool: ['web'] }),
    )
    const event = ask(past, allocate('web', { max: '30' }))
      .events()
      .find(StockAllocated.is)
    expect(event?.data).toMatchObject({ open: '8', issued: '0' })
  })
  test('is refused beyond the number of pools that an item may have', () => {
    const many = Array.from({ length: 100 }, (_, i) => allocated(`p-${i}`, { max: '1' }))
    const { details } = ask(stock(...many), allocate('web', { max: '1' })).thenRejected('too-many-pools')
    expect(details).toMatchObject({ limit: 100 })
  })
  test('that the ERP reports is recorded as it is, and an older report never undoes it', () => {
    const report = (limits: Limits) => AllocationReported.create({ item, pool: ['web'], ...amounts(limits) })
    const past = played(stock(), report({ guaranteed: '11', max: '10' }))
    expect(past.filter(StockAllocated.is)).toHaveLength(1)
    const older = { occurredAt: '2026-03-01T00:00:00.000Z' }
    of(bracket)
      .given(...past)
      .when(report({ guaranteed: '5' }), older)
      .thenNothing()
    ask(played(past, report({})), promise('S-1', '100')).events()
  })
})

describe('a guarantee that moves to another pool', () => {
  test('is what the one has not consumed, and no more', () => {
    const past = played(
      stock(allocated('web', { guaranteed: '60' }), allocated('retail', { guaranteed: '10' })),
      promise('S-1', '20', 'web'),
    )
    const decided = ask(past, moves('web', 'retail', '40'))
    expect(decided.events().find(StockReallocated.is)?.data.pools).toMatchObject([
      { pool: ['web'], periods: [{ guaranteed: '20', open: '20' }] },
      { pool: ['retail'], periods: [{ guaranteed: '50' }] },
    ])
    const { details } = ask(past, moves('web', 'retail', '41')).thenRejected('not-unconsumed')
    expect(details).toMatchObject({ requested: '41', unconsumed: '40' })
    ask(past, moves('shop', 'retail', '1')).thenRejected('unknown-pool')
  })
  test('leaves the one pool with those above it, and comes to the other with those above it', () => {
    const past = stock(
      allocated('web', { guaranteed: '60' }),
      allocated('web/gold', { guaranteed: '30' }),
      allocated('retail', { guaranteed: '20' }),
      allocated('retail/EU', { guaranteed: '20' }),
    )
    const pools = ask(past, moves('web/gold', 'retail/EU', '10'))
      .events()
      .find(StockReallocated.is)
      ?.data.pools.map(({ pool, periods }) => [pool.join('/'), periods[0]?.guaranteed])
    expect(pools).toEqual([
      ['web', '50'],
      ['web/gold', '20'],
      ['retail', '30'],
      ['retail/EU', '30'],
    ])
    // Between a pool and one below it, only the lower one changes.
    const inside = ask(past, moves('web/gold', 'web', '10'))
      .events()
      .find(StockReallocated.is)?.data.pools
    expect(inside?.map(({ pool, periods }) => [pool.join('/'), periods[0]?.guaranteed])).toEqual([
      ['web/gold', '20'],
      ['web', '60'],
    ])
    ask(past, moves('web', 'web/silver', '30')).events()
    ask(past, moves('web', 'web/silver', '31')).thenRejected('not-unconsumed')
  })
  test('to a pool that others consume from already, or that has pools below it, can still be taken there', () => {
    const past = played(
      stock(allocated('web', { guaranteed: '60' }), allocated('retail/EU', { guaranteed: '5' })),
      promise('S-1', '8', 'retail/US'),
    )
    const pools = ask(past, moves('web', 'retail', '10'))
      .events()
      .find(StockReallocated.is)?.data.pools
    // 8 consumed, 5 for the pool below, and 10 more.
    expect(pools?.[1]).toMatchObject({ pool: ['retail'], periods: [{ guaranteed: '23', open: '8' }] })
  })
  test('may not lift the other above its maximum', () => {
    const past = stock(
      allocated('web', { guaranteed: '60' }),
      allocated('retail', { guaranteed: '10', max: '15' }),
    )
    ask(past, moves('web', 'retail', '6')).thenRejected('allocation-inconsistent')
  })
})
