import { DecideUsage, UsageDecided, UsageDecisionReported } from '@takt/contracts'
import { spec } from '@takt/decider/testing'
import { expect, test } from 'vitest'
import { Inspection } from '../src/domain/inspection.ts'

const bracket = { unit: 'EA', decimals: 0, conversions: [{ unit: 'BX', numerator: 50, denominator: 1 }] }
const { given } = spec(Inspection, { reference: bracket })
const decided = UsageDecided.example

test('a usage decision says how much may be used and how much may not', () => {
  given().when(UsageDecisionReported.example).then(decided)
  given().when(DecideUsage.example).then(decided)
})

test('a further decision of the same inspection is a further part', () => {
  const part = UsageDecisionReported.create({
    inspection: 'I-301',
    item: 'BRACKET',
    lot: 'B-2026-10',
    accepted: { amount: '1', unit: 'BX' },
  })
  const [event] = given(decided).when(part).events()
  expect(event?.data).toMatchObject({
    accepted: { amount: '50', unit: 'EA' },
    rejected: { amount: '0', unit: 'EA' },
    reported: { accepted: { amount: '1', unit: 'BX' } },
  })
})

test('a decision about another lot is recorded where it was made, and refused where it is asked for', () => {
  const other = { ...DecideUsage.example.data, lot: 'B-2026-11' }
  given(decided).when(UsageDecisionReported.create(other)).thenTypes(UsageDecided.name)
  given(decided).when(DecideUsage.create(other)).thenRejected('inspection-differs')
})

test('a unit the item does not know says what to publish', () => {
  const unknown = UsageDecisionReported.create({
    ...UsageDecisionReported.example.data,
    accepted: { amount: '1', unit: 'PF' },
  })
  expect(given().when(unknown).thenRejected('unknown-unit').message).toContain('PF to EA')
})

test('the serial numbers that a decision names are kept, and asked for there is one for each piece', () => {
  const named = {
    ...{ inspection: 'I-302', item: 'BRACKET' },
    ...{ accepted: { amount: '2', unit: 'EA' }, rejected: { amount: '1', unit: 'EA' } },
    ...{ acceptedSerials: ['S-1', 'S-2'], rejectedSerials: ['S-3'] },
  }
  const [event] = given().when(DecideUsage.create(named)).events()
  expect(event?.data).toMatchObject(named)
  const few = { ...named, acceptedSerials: ['S-1'] }
  const { details } = given().when(DecideUsage.create(few)).thenRejected('serial-count')
  expect(details).toMatchObject({ item: 'BRACKET', serials: 1, quantity: '2' })
  given().when(UsageDecisionReported.create(few)).thenTypes(UsageDecided.name)
})

test.each([
  [{ rejectedSerials: ['S-1'] }, /nothing is rejected/],
  [
    { rejected: { amount: '1', unit: 'EA' }, acceptedSerials: ['S-1'], rejectedSerials: ['S-1'] },
    /accepted, too/,
  ],
])('no serial number is decided about both ways, nor where nothing is: %o', (more, message) => {
  const data = { inspection: 'I-1', item: 'BRACKET', accepted: { amount: '1', unit: 'EA' }, ...more }
  const parsed = UsageDecisionReported.parse(1, data)
  expect(JSON.stringify(parsed)).toMatch(message)
})
