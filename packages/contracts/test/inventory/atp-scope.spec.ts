import { describe, expect, test } from 'vitest'
import { type AtpInput, type AtpScope, availableToPromise, coverReservations } from '../../src/index.ts'
import { PlantPublished } from '../../src/masterdata/facts/plant-published.ts'
import { Plant } from '../../src/masterdata/fields.ts'
import { day, input, stock } from './atp-input.ts'

const answer = (over: Partial<AtpInput>) => availableToPromise(input({ horizonDays: 3, ...over }))
const atp = (over: Partial<AtpInput>) => answer(over).buckets.map((b) => b.atp)
const { plant } = input()

describe('a scope of check', () => {
  const lines: Partial<AtpInput> = {
    stock: stock('10', '7'),
    supply: [
      { date: day(1), amount: '5', type: 'purchaseOrder', confirmed: true },
      { date: day(1), amount: '4', type: 'purchaseOrder', confirmed: false },
      { date: day(1), amount: '3', type: 'workOrder', confirmed: true },
    ],
    demand: [
      { date: day(2), amount: '2', type: 'salesOrder', confirmed: true },
      { date: day(2), amount: '1', type: 'transferOrder', confirmed: false },
    ],
  }
  const under = (scope: AtpScope) => atp({ ...lines, scope })
  test('counts every line where it says nothing', () => {
    expect(under({})).toEqual(['10', '19', '19', '19'])
  })
  test('counts supply of the documents it names, and only what is confirmed where it asks for that', () => {
    expect(under({ supply: { documents: ['purchaseOrder'] } })).toEqual(['10', '16', '16', '16'])
    expect(under({ supply: { confirmedOnly: true } })).toEqual(['10', '15', '15', '15'])
    expect(under({ supply: { documents: [] } })).toEqual(['7', '7', '7', '7'])
  })
  test('counts demand of the documents it names', () => {
    expect(under({ demand: { documents: ['salesOrder'] } })).toEqual(['10', '20', '20', '20'])
    expect(under({ demand: { confirmedOnly: true } })).toEqual(['10', '20', '20', '20'])
  })
  test('counts stock in inspection where it says so, whatever the plant does', () => {
    expect(under({ inspectionStock: true })).toEqual(['17', '26', '26', '26'])
    const counting = { ...plant, inspectionStockInAtp: true }
    expect(atp({ ...lines, plant: counting, scope: { inspectionStock: false } })[0]).toBe('10')
  })
  test("is the plant's where a question names none, and the question's own where it does", () => {
    const atpScope = { supply: { documents: ['workOrder' as const] } }
    const ours = { ...lines, plant: { ...plant, atpScope } }
    expect(atp(ours)).toEqual(['10', '10', '10', '10'])
    expect(answer(ours).scope).toEqual({ ...atpScope, inspectionStock: false })
    expect(atp({ ...ours, scope: {} })).toEqual(['10', '19', '19', '19'])
  })
  test('that leaves out a demand counts what is reserved for it', () => {
    const demand = [{ date: day(1), amount: '6', type: 'transferOrder' as const, confirmed: false }]
    const reserved = coverReservations([{ amount: '6' }], demand)
    const over = { stock: stock('10'), demand, reserved }
    expect(atp(over)).toEqual(['4', '4', '4', '4'])
    expect(atp({ ...over, reserved: [], scope: { demand: { documents: ['salesOrder'] } } })[3]).toBe('10')
    expect(atp({ ...over, scope: { demand: { documents: ['salesOrder'] } } })).toEqual(['4', '4', '4', '4'])
  })
  test('of a plant must count sales orders: what was promised would be promised again', () => {
    const said = (documents: string[]) =>
      Plant.safeParse({ ...PlantPublished.example.data, atpScope: { demand: { documents } } })
    expect(said(['salesOrder', 'workOrder']).success).toBe(true)
    expect(said(['workOrder']).error?.issues[0]?.message).toMatch(/salesOrder/)
  })
})

describe('late lines', () => {
  const late: Partial<AtpInput> = {
    stock: stock('10'),
    supply: [{ date: day(-3), amount: '5' }],
    demand: [{ date: day(-3), amount: '2' }],
  }
  const policies = (latePolicy: AtpInput['plant']['latePolicy'], lateDemandPolicy?: typeof latePolicy) =>
    atp({ ...late, plant: { ...plant, latePolicy, lateDemandPolicy } })
  test('of supply and of demand follow a policy each', () => {
    const drop = { kind: 'drop', graceDays: 0 } as const
    const assume = { kind: 'assume', days: 2 } as const
    expect(policies(drop, assume)).toEqual(['8', '8', '8', '8'])
    expect(policies(assume, drop)).toEqual(['10', '10', '15', '15'])
  })
  test('follow one policy where the plant has no other for demand', () => {
    expect(policies({ kind: 'drop', graceDays: 3 })).toEqual(['13', '13', '13', '13'])
  })
  test('are assumed to come only until they are later than the fence', () => {
    expect(policies({ kind: 'assume', days: 1, maxLateDays: 3 })).toEqual(['10', '13', '13', '13'])
    expect(policies({ kind: 'assume', days: 1, maxLateDays: 2 })).toEqual(['10', '10', '10', '10'])
  })
})

test('days beyond the lead time are told, as more could be had there than is shown', () => {
  const { buckets, replenishableFrom } = answer({ item: { leadTimeDays: 2 } })
  expect(buckets.map((b) => b.beyondLeadTime)).toEqual([false, false, true, true])
  expect(replenishableFrom).toBe(day(2))
  expect(answer({}).buckets.some((b) => b.beyondLeadTime)).toBe(false)
})
