import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  BomError,
  capableToPromise,
  compare,
  type Dated,
  type MadeItem,
  timeline,
} from '../../src/index.ts'

const NOW = '2026-03-02T08:00:00.000Z'
const day = (n: number) => new Date(Date.UTC(2026, 2, 2 + n)).toISOString().slice(0, 10)
const plant = {
  timeZone: 'UTC',
  latePolicy: { kind: 'assume', days: 0 },
  inspectionStockInAtp: false,
} as const
const ea = (amount: string) => ({ amount, unit: 'EA' })

interface Made {
  readonly onHand?: string
  readonly supply?: Dated[]
  readonly leadTimeDays?: number
  /** Components of one piece. */
  readonly of?: Record<string, string>
}
const item = ({ onHand = '0', supply = [], leadTimeDays, of }: Made): MadeItem => ({
  ...{ unit: 'EA', decimals: 0, conversions: [], leadTimeDays },
  ...(of
    ? {
        bom: {
          baseQuantity: ea('1'),
          components: Object.entries(of).map(([id, amount]) => ({ item: id, quantity: ea(amount) })),
        },
      }
    : {}),
  line: timeline({
    ...{ now: NOW, plant, stock: { unrestricted: onHand, inInspection: '0' }, supply, demand: [] },
    horizonDays: 30,
  }),
})
const ask = (amount: string, n: number, items: Record<string, MadeItem>) =>
  capableToPromise({ items: new Map(Object.entries(items)), item: 'BIKE', amount, date: day(n) })

describe('capable to promise', () => {
  test('what is there needs nothing made', () => {
    const answer = ask('5', 0, { BIKE: item({ onHand: '5', of: { WHEEL: '2' }, leadTimeDays: 3 }) })
    expect(answer).toMatchObject({ capable: true, earliest: day(0), limiting: null })
    expect(answer.checks).toHaveLength(1)
  })

  test('the rest is made from components that must be there a lead time before', () => {
    // 4 of 10 are there; 6 are made in 3 days from 12 wheels, of which 8 are there and 4 come on day 5.
    const items = {
      BIKE: item({ onHand: '4', of: { WHEEL: '2' }, leadTimeDays: 3 }),
      WHEEL: item({ onHand: '8', supply: [{ date: day(5), amount: '4' }] }),
    }
    expect(ask('10', 8, items)).toMatchObject({ capable: true, earliest: day(8) })
    expect(ask('10', 7, items)).toMatchObject({
      ...{ capable: false, earliest: day(8) },
      limiting: { item: 'WHEEL', needed: '12', available: '8', short: '4', date: day(4), from: day(5) },
    })
  })

  test('a lead time that does not fit any more limits the item itself', () => {
    const items = {
      BIKE: item({ of: { WHEEL: '2' }, leadTimeDays: 3 }),
      WHEEL: item({ onHand: '100' }),
    }
    expect(ask('1', 2, items)).toMatchObject({
      ...{ capable: false, earliest: day(3) },
      limiting: { item: 'BIKE', reason: 'lead-time' },
    })
  })

  test('a component that two parents share is used once', () => {
    const items = {
      BIKE: item({ of: { FRONT: '1', BACK: '1' } }),
      FRONT: item({ of: { SPOKE: '10' } }),
      BACK: item({ of: { SPOKE: '10' } }),
      SPOKE: item({ onHand: '15' }),
    }
    expect(ask('1', 0, items)).toMatchObject({
      ...{ capable: false, earliest: null },
      limiting: { item: 'SPOKE', needed: '10', available: '5', short: '5', from: null },
    })
    expect(ask('1', 0, { ...items, SPOKE: item({ onHand: '20' }) }).capable).toBe(true)
  })

  test('what is bought is there without limit from its lead time on, several levels down, and is told apart', () => {
    // 2 days from wheels to bikes, 1 from spokes to wheels, 5 from an order to its spokes: 8 in all.
    const items = {
      BIKE: item({ of: { WHEEL: '2' }, leadTimeDays: 2 }),
      WHEEL: item({ of: { SPOKE: '10' }, leadTimeDays: 1 }),
      SPOKE: item({ onHand: '30', leadTimeDays: 5 }),
    }
    const answer = ask('4', 8, items)
    expect(answer).toMatchObject({ capable: true, earliest: day(8), most: '4', limiting: null })
    expect(answer.checks[2]).toMatchObject({
      ...{ item: 'SPOKE', level: 2, date: day(5), buyFrom: day(5) },
      ...{ needed: '80', available: '30', bought: '50', short: '0' },
    })
    expect(ask('4', 7, items)).toMatchObject({
      ...{ capable: false, earliest: day(8), most: '1' },
      limiting: { item: 'SPOKE', reason: 'component', short: '50', from: day(5) },
    })
    const unknown = { ...items, SPOKE: item({ onHand: '30' }) }
    expect(ask('4', 8, unknown)).toMatchObject({
      ...{ capable: false, earliest: null, most: '1' },
      limiting: { item: 'SPOKE', from: null, buyFrom: null },
    })
  })

  test('of an item without a bill of material what is not there is bought', () => {
    const items = { BIKE: item({ onHand: '3', leadTimeDays: 4 }) }
    expect(ask('10', 3, items)).toMatchObject({ capable: false, earliest: day(4), most: '3' })
    expect(ask('10', 4, items).checks[0]).toMatchObject({ available: '3', bought: '7', made: '0' })
  })

  test('units of a bill of material convert exactly, and what does not come out even is rounded up', () => {
    const bom = {
      baseQuantity: ea('3'),
      components: [{ item: 'WHEEL', quantity: { amount: '1', unit: 'BX' } }],
    }
    const wheel = (onHand: string) => ({
      ...item({ onHand }),
      conversions: [{ unit: 'BX', numerator: 10, denominator: 1 }],
    })
    const items = (onHand: string) => ({ BIKE: { ...item({}), bom }, WHEEL: wheel(onHand) })
    // A third of a box of 10 is 3.33: 4.
    expect(ask('1', 0, items('4')).checks[1]).toMatchObject({ needed: '4', short: '0' })
    expect(ask('1', 0, items('3')).capable).toBe(false)
  })

  test('a bill of material that needs itself, or what nobody published, is named', () => {
    const cycle = { BIKE: item({ of: { WHEEL: '1' } }), WHEEL: item({ of: { BIKE: '1' } }) }
    expect(() => ask('1', 0, cycle)).toThrow('BIKE needs WHEEL needs BIKE')
    expect(() => ask('1', 0, { BIKE: item({ of: { GHOST: '1' } }) })).toThrow(BomError)
  })

  test('never claims more than the components allow', () => {
    const amount = fc.integer({ min: 0, max: 20 }).map(String)
    fc.assert(
      fc.property(
        fc.record({ bikes: amount, wheels: amount, hubs: amount, want: fc.integer({ min: 1, max: 30 }) }),
        ({ bikes, wheels, hubs, want }) => {
          const items = {
            BIKE: item({ onHand: bikes, of: { WHEEL: '2', HUB: '1' } }),
            WHEEL: item({ onHand: wheels, of: { HUB: '1' } }),
            HUB: item({ onHand: hubs }),
          }
          const make = Math.max(0, want - Number(bikes))
          const wheelsMade = Math.max(0, make * 2 - Number(wheels))
          const { capable, checks, most } = ask(String(want), 0, items)
          expect(capable).toBe(make + wheelsMade <= Number(hubs))
          expect(ask(most, 0, items).capable || most === '0').toBe(true)
          if (!capable) expect(ask(add(most, '1'), 0, items).capable).toBe(false)
          const used = checks
            .filter((check) => check.item === 'HUB')
            .reduce((total, check) => add(total, check.available), '0')
          expect(compare(used, hubs)).toBeLessThanOrEqual(0)
        },
      ),
      { numRuns: 500 },
    )
  })
})
