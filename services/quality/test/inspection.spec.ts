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
