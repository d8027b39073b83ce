import type { AtpInput } from '@takt/contracts'
import { expect, test } from 'vitest'
import { KeptFigures } from '../src/reading/atp-figures.ts'

const key = { plant: 'P1', item: 'BOLT' }
const facts = {}
const input = (over: Partial<AtpInput> = {}): AtpInput => ({
  now: '2026-03-02T08:00:00.000Z',
  plant: { timeZone: 'UTC', latePolicy: { kind: 'drop', graceDays: 0 }, inspectionStockInAtp: false },
  stock: { unrestricted: '10', inInspection: '0' },
  supply: [],
  demand: [],
  reserved: [{ amount: '4', expiresAt: '2026-03-02T12:00:00.000Z' }],
  horizonDays: 3,
  ...over,
})
const onHand = (kept: KeptFigures, of: object, over: Partial<AtpInput> = {}) =>
  kept.figures(key, of, input(over)).answer('cumulativeLookAhead').onHand

test('figures are worked out once for facts that have not changed', () => {
  const kept = new KeptFigures()
  const first = kept.figures(key, facts, input())
  expect(kept.figures(key, facts, input({ now: '2026-03-02T11:59:59.999Z' }))).toBe(first)
  expect(first.line).toBe(first.line)
})

test('facts that were read anew have figures of their own', () => {
  const kept = new KeptFigures()
  expect(onHand(kept, facts)).toBe('6')
  expect(onHand(kept, {}, { stock: { unrestricted: '11', inInspection: '0' } })).toBe('7')
})

test('a reservation that ends by itself ends in kept figures too', () => {
  const kept = new KeptFigures()
  expect(onHand(kept, facts)).toBe('6')
  expect(onHand(kept, facts, { now: '2026-03-02T12:00:00.000Z' })).toBe('10')
})

test('on the next day of the plant figures are of that day', () => {
  const kept = new KeptFigures()
  const reserved: AtpInput['reserved'] = []
  expect(kept.figures(key, facts, input({ reserved })).today).toBe('2026-03-02')
  const now = '2026-03-03T00:00:00.000Z'
  expect(kept.figures(key, facts, input({ reserved, now })).today).toBe('2026-03-03')
})

test('horizons, pools and scopes do not share figures', () => {
  const kept = new KeptFigures()
  const first = kept.figures(key, facts, input())
  for (const over of [{ horizonDays: 4 }, { pool: 'web' }, { scope: {} }])
    expect(kept.figures(key, facts, input(over))).not.toBe(first)
})
