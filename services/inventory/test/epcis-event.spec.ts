import { EpcisEventCaptured, EpcisEventDeclaredErroneous, RecordEpcisEvent } from '@takt/contracts'
import { spec } from '@takt/decider/testing'
import { describe, expect, test } from 'vitest'
import { EpcisEvent, type EpcisReading } from '../src/epcis/epcis-event.ts'

const { data: recorded } = EpcisEventCaptured.example
const { eventId, contentId, event, namespaces, lines, ...about } = recorded
const content = { eventId, contentId, event, namespaces }
const reading: EpcisReading = { about, lines, uncounted: [] }

const record = RecordEpcisEvent.create(content)
const captured = EpcisEventCaptured.example
const { data: erroneous } = EpcisEventDeclaredErroneous.example
const declaration = { declaredAt: erroneous.declaredAt, reason: 'did_not_occur' }
const declare = RecordEpcisEvent.create({ ...content, event: erroneous.event })
const declared = (reverses = lines) => EpcisEventDeclaredErroneous.create({ ...erroneous, reverses })

const events = spec(EpcisEvent, { reference: reading })
const declarations = spec(EpcisEvent, { reference: { ...reading, lines: [], declaration } })

describe('an EPCIS event', () => {
  test('is recorded with what it moves', () => {
    events.given().when(record).then(captured)
  })

  test('is recorded only once', () => {
    events.given().when(record).again().thenNothing()
  })

  test('that moves nothing is recorded too', () => {
    events
      .given()
      .when(record, { reference: { ...reading, lines: [] } })
      .then(EpcisEventCaptured.create({ ...recorded, lines: [] }))
  })

  test('says which of its objects are in no line', () => {
    const uncounted = [{ id: 'urn:epc:id:sscc:4012345.0000000111', why: 'no-trade-item' as const }]
    events
      .given()
      .when(record, { reference: { ...reading, uncounted } })
      .then(EpcisEventCaptured.create({ ...recorded, uncounted }))
  })

  test('with the id of another one is a conflict, and the first stands', () => {
    const other = { ...content, contentId: contentId.replace(/;./, ';0').replace(/.\?/, '0?') }
    events.given(captured).when(RecordEpcisEvent.create(other)).thenRejected('epcis-event-conflict')
  })

  test('keeps its lines when it comes again after master data changed', () => {
    const moved = lines.map((line) => ({ ...line, location: 'ELSEWHERE' }))
    events
      .given(captured)
      .when(record, { reference: { ...reading, lines: moved } })
      .thenNothing()
  })
})

describe('an error declaration', () => {
  test('takes back the lines that were captured', () => {
    declarations.given(captured).when(declare).then(declared())
  })

  test('twice has no further effect', () => {
    declarations.given(captured).when(declare).again().thenNothing()
  })

  test('that comes first takes back nothing', () => {
    declarations.given().when(declare).then(declared([]))
  })

  test('that comes first makes the event void when it arrives', () => {
    events
      .given(declared([]))
      .when(record)
      .then(EpcisEventCaptured.create({ ...recorded, voided: true }))
  })

  test('after a void event takes back nothing', () => {
    const state = events.given(declared([]), EpcisEventCaptured.create({ ...recorded, voided: true })).state()
    expect(state).toEqual({ captured: { contentId, lines: [] }, declaredErroneous: true })
  })
})
