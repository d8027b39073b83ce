import { expect, test } from 'vitest'
import { z } from 'zod'
import { decodeToken, encodeToken, event, parseStoredType, parseSubject, streamName } from '../src/index.ts'

const LotMoved = event('inventory.LotMoved', {
  summary: 'A lot moved.',
  data: z.object({ qty: z.number() }),
  example: { qty: 3 },
}).v({
  data: z.object({ quantity: z.object({ amount: z.string(), unit: z.string() }) }),
  example: { quantity: { amount: '3', unit: 'KGM' } },
  from: ({ qty }) => ({ quantity: { amount: String(qty), unit: 'KGM' } }),
})

test('an older version is read as the latest one', () => {
  expect(LotMoved.storedType).toBe('inventory.LotMoved.v2')
  expect(LotMoved.read(1, { qty: 7 })).toEqual({ quantity: { amount: '7', unit: 'KGM' } })
  expect(LotMoved.parse(1, { qty: 7 })).toEqual({
    ok: true,
    data: { quantity: { amount: '7', unit: 'KGM' } },
  })
})

test('an unknown version is named, with the versions that are known', () => {
  expect(LotMoved.parse(3, {})).toMatchObject({ ok: false, code: 'unknown-version' })
  expect(JSON.stringify(LotMoved.parse(3, {}))).toContain('1 to 2')
})

test('a fault in the data is named by its path', () => {
  expect(LotMoved.parse(2, { quantity: { amount: 1, unit: 'KGM' } })).toMatchObject({
    ok: false,
    code: 'invalid',
    problems: [{ path: 'quantity.amount' }],
  })
})

test('any id becomes one subject token and comes back', () => {
  for (const id of ['P1', 'Werk Süd.1', 'a*b>c', '100%', '=']) {
    expect(encodeToken(id)).toMatch(/^[A-Za-z0-9_=-]+$/)
    expect(decodeToken(encodeToken(id))).toBe(id)
  }
})

test('subjects, stored types and stream names follow the design', () => {
  expect(LotMoved.subject('evt', 'P1')).toBe('evt.P1.inventory.lot-moved.v2')
  expect(parseSubject('in.P=2E1.inventory.lot-moved.v2')).toEqual({
    prefix: 'in',
    plant: 'P.1',
    context: 'inventory',
    name: 'lot-moved',
    version: 2,
  })
  expect(parseSubject('in.P1.inventory.lot-moved')).toBeUndefined()
  expect(parseStoredType('inventory.LotMoved.v2')).toEqual({ name: 'inventory.LotMoved', version: 2 })
  expect(streamName('inventory', 'stockItem', 'P1', 'BOLT')).toBe('inventory.stockItem-P1:BOLT')
})
