import { describe, expect, test } from 'vitest'
import { amountOf } from '../src/epcis/amount.ts'
import { numberOf } from '../src/epcis/documents.ts'
import { dayOf, dayOfAi17 } from '../src/epcis/expiry.ts'
import { canonicalLink } from '../src/epcis/gs1/canonical-link.ts'
import { parseIdentifier } from '../src/epcis/gs1/identifier.ts'
import { placeKey } from '../src/epcis/gs1/place-key.ts'
import { parseInstant } from '../src/epcis/instant.ts'

const item = (gtin: string, more: object = {}) => ({ kind: 'trade-item', gtin, ...more })

describe('what an identifier names', () => {
  test.each([
    ['urn:epc:id:sgtin:0614141.107346.2017', item('10614141073464', { serial: '2017' })],
    ['urn:epc:id:sgtin:952001.1012345.22222223333', item('19520010123455', { serial: '22222223333' })],
    ['URN:EPC:ID:SGTIN:4012345.011122.A%2FB.C', item('04012345111224', { serial: 'A/B.C' })],
    ['urn:epc:idpat:sgtin:4012345.066666.*', item('04012345666663')],
    ['urn:epc:class:lgtin:4012345.012345.998%2B877', item('04012345123456', { lot: '998+877' })],
    [
      'urn:epc:id:itip:4012345.012345.02.03.987',
      item('04012345123456', { piece: { number: 2, total: 3 }, serial: '987' }),
    ],
    ['urn:epc:idpat:itip:4012345.012345.02.03.*', item('04012345123456', { piece: { number: 2, total: 3 } })],
    ['urn:epc:id:upui:1234567.089456.51qIgY)', item('01234567894560', { serial: '51qIgY)' })],
    ['urn:epc:id:sgln:4012345.00005.0', { kind: 'place', gln: '4012345000054' }],
    ['urn:epc:id:sgln:0614141.07346.1234', { kind: 'place', gln: '0614141073467', extension: '1234' }],
    ['urn:epc:id:sgln:401234512345..A', { kind: 'place', gln: '4012345123456', extension: 'A' }],
    ['urn:epc:id:sscc:0614141.1234567890', { kind: 'other', scheme: 'sscc' }],
    ['urn:epc:id:cpi:0614141.123ABC.123456', { kind: 'other', scheme: 'cpi' }],
    ['urn:epc:id:sgtin:4012345.1.1', { kind: 'malformed', scheme: 'sgtin' }],
    ['urn:epc:idpat:sgtin:4012345.*.*', { kind: 'malformed', scheme: 'sgtin' }],
    ['urn:epc:id:sgtin:4012345.012345.%zz', { kind: 'malformed', scheme: 'sgtin' }],
    ['https://id.gs1.org/01/09521141012341/21/2017', item('09521141012341', { serial: '2017' })],
    ['http://example.com/01/9521141012341/10/L%2F1', item('09521141012341', { lot: 'L/1' })],
    [
      'https://example.com/a/b/gtin/614141123452/lot/X/ser/1#top',
      item('00614141123452', { lot: 'X', serial: '1' }),
    ],
    ['https://id.gs1.org/01/96385074', item('00000096385074')],
    [
      'https://id.gs1.org/01/09521141012341/22/2A/10/L1/21/S1',
      item('09521141012341', { lot: 'L1', serial: 'S1' }),
    ],
    [
      'https://id.gs1.org/01/09521141012341?10=L1&17=271231&3103=000195',
      item('09521141012341', { lot: 'L1', expiry: '271231' }),
    ],
    ['https://id.gs1.org/01/09521141012341;10=L1', { kind: 'private' }],
    ['https://id.gs1.org/01/09521141012341/235/T1', item('09521141012341', { serial: 'T1' })],
    [
      'https://id.gs1.org/8006/095211410123410102/21/S',
      item('09521141012341', { piece: { number: 1, total: 2 }, serial: 'S' }),
    ],
    ['https://id.example.com/8003/030013450007718765', { kind: 'other', scheme: 'grai' }],
    ['https://id.gs1.org/414/4012345000054/254/12', { kind: 'place', gln: '4012345000054', extension: '12' }],
    ['https://example.com/orders/01/2026', { kind: 'private' }],
    ['https://example.com/constructor/toString', { kind: 'private' }],
    ['urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8', { kind: 'private' }],
    ['urn:acme:item:1', { kind: 'private' }],
  ])('%s', (uri, expected) => {
    expect(parseIdentifier(uri)).toMatchObject(expected)
    expect(
      Object.keys(parseIdentifier(uri))
        .filter((k) => k !== 'expected')
        .sort(),
    ).toEqual(Object.keys(expected).sort())
  })
})

test('a place has one key in every notation', () => {
  const keys = ['urn:epc:id:sgln:4012345.00005.0', 'https://x.example/414/4012345000054', ' 4012345000054 ']
  expect(new Set(keys.map(placeKey))).toEqual(new Set(['4012345000054']))
  expect(placeKey('urn:epc:id:sgln:4012345.00005.7')).toBe('4012345000054.7')
  expect(placeKey('https://wms.example.com/rack/9')).toBe('https://wms.example.com/rack/9')
  expect(placeKey('4012345000055')).toBe('4012345000055')
})

test('a GS1 key has one canonical link in every notation', () => {
  const same = (...uris: readonly string[]) => expect(new Set(uris.map(canonicalLink)).size).toBe(1)
  same('urn:epc:id:sgtin:4012345.011111.987', 'https://x.example/01/4012345111118/10/L/21/987?17=271231')
  same('urn:epc:class:lgtin:4012345.011111.L-1', 'https://id.gs1.org/01/04012345111118/10/L-1')
  same('urn:epc:id:sscc:4012345.0000000111', 'https://id.gs1.org/sscc/040123450000001112')
  same('urn:epc:id:sgln:4012345.00005.0', 'https://id.gs1.org/gln/4012345000054')
  same('urn:epc:id:gdti:4012345.11111.123', 'https://id.gs1.org/253/4012345111118123')
  same('urn:epc:id:giai:4000001.111', 'https://x.example/giai/4000001111')
  same('urn:epc:id:itip:4012345.011111.01.02.9', 'https://x.example/8006/040123451111180102/21/9')
  same('urn:epc:id:cpi:4012345.5PQ7%2FZ43.1', 'https://x.example/8010/40123455PQ7%2FZ43/8011/1')
  same('urn:epc:id:grai:4012345.55555.987', 'https://x.example/8003/04012345555554987')
  expect(canonicalLink('https://example.com/orders/1')).toBeUndefined()
  expect(canonicalLink('urn:uuid:1')).toBeUndefined()
})

test('a moment is read with any fraction and zone, and refused without a zone or where it does not exist', () => {
  expect(parseInstant('2026-07-22T06:45:00+02:00')).toBe('2026-07-22T04:45:00.000Z')
  expect(parseInstant('2026-07-22T06:45:00.9996+0230')).toBe('2026-07-22T04:15:01.000Z')
  expect(parseInstant('2026-07-22T06:45:00-14')).toBe('2026-07-22T20:45:00.000Z')
  expect(parseInstant('0001-01-01T00:00:00Z')).toBe('0001-01-01T00:00:00.000Z')
  for (const wrong of [
    '22-07-2026',
    '2026-07-22',
    '2026-07-22T06:45Z',
    '2026-07-22T06:45:00',
    '2026-07-22 06:45:00Z',
    '2026-13-01T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-07-22T25:00:00Z',
    '2026-07-22T06:45:00+15:00',
    '0001-01-01T00:00:00+10:00',
    '',
    1784695500000,
    null,
  ])
    expect(parseInstant(wrong)).toBeUndefined()
})

test('an amount is exact, and what a floating-point sum left behind its 12th digit is rounded away', () => {
  expect(amountOf(200.5)).toBe('200.5')
  expect(amountOf(1e-7)).toBe('0.0000001')
  expect(amountOf(0)).toBe('0')
  expect(amountOf(0.1 + 0.2)).toBe('0.3')
  // Messaging hands numbers over as text where a double does not hold all their digits.
  expect(amountOf('0.30000000000000004')).toBe('0.3')
  expect(amountOf('123456789012345678')).toBe('123456789012345678')
  for (const wrong of [
    '20',
    'twenty',
    '',
    -1,
    '-0.30000000000000004',
    Number.NaN,
    1e30,
    '1234567890123456789',
    null,
    {},
  ])
    expect(amountOf(wrong)).toBeUndefined()
})

test('the last day of a lot is read from dates, moments and AI (17)', () => {
  expect(dayOf('2027-03-31')).toBe('2027-03-31')
  expect(dayOf('2027-03-31T00:00:00+01:00')).toBe('2027-03-31')
  for (const wrong of ['31.03.2027', '2027-02-30', '2027-03-31 noon', 20270331, undefined])
    expect(dayOf(wrong)).toBeUndefined()
  expect(dayOfAi17('271231', 2026)).toBe('2027-12-31')
  expect(dayOfAi17('280200', 2026)).toBe('2028-02-29')
  expect(dayOfAi17('990101', 2026)).toBe('1999-01-01')
  expect(dayOfAi17('100101', 2085)).toBe('2110-01-01')
  expect(dayOfAi17('271331', 2026)).toBeUndefined()
})

test("a document's number is found in the URI that names it", () => {
  expect(numberOf('urn:epcglobal:cbv:bt:4012345000009:WO:1')).toBe('WO:1')
  expect(numberOf('urn:epc:id:gdti:4012345.00001.D-1')).toBe('D-1')
  expect(numberOf('https://id.gs1.org/253/4012345000016D-1')).toBe('D-1')
  expect(numberOf('https://erp.example.com/po/45%2F1/?x=1')).toBe('45/1')
  expect(numberOf('https://erp.example.com')).toBe('https://erp.example.com')
  expect(numberOf('urn:acme:po:7')).toBe('urn:acme:po:7')
})
