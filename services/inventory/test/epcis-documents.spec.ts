import { describe, expect, test } from 'vitest'
import { captureEpcis } from '../src/epcis/capture.ts'
import { translateEpcis } from '../src/epcis/translate.ts'
import { EXPECTED } from './epcis-samples/expected.ts'
import { INVALID } from './epcis-samples/invalid.ts'
import { MASTER, say, validSamples } from './epcis-samples/world.ts'

const take = (document: unknown, behaviour?: string) =>
  captureEpcis(document, { messageId: 'm-1', behaviour, master: MASTER })

describe('a valid document is taken whole, with its quantities', () => {
  const samples = [...validSamples()]

  test('every document has its expected quantities', () => {
    expect(samples.map(([file]) => file)).toEqual(Object.keys(EXPECTED))
  })

  test.each(samples)('%s', (file, document) => {
    const capture = take(document)
    if ('refused' in capture) expect.fail(capture.refused.sentence)
    expect(capture.taken.map((event) => event.reading.lines.map(say))).toEqual(EXPECTED[file])
    expect(capture.parked).toEqual([])
  })
})

describe('an invalid document is refused whole, with a sentence that names the field', () => {
  test.each(INVALID.map((sample) => [sample.name, sample] as const))('%s', (_name, sample) => {
    const capture = take(sample.document)
    if (!('refused' in capture)) expect.fail('it was taken')
    const { code, sentence, problems } = capture.refused
    const [first] = problems
    expect({ code, path: first?.path }).toEqual({ code: sample.code, path: sample.path })
    expect(first?.message.slice(0, sample.sentence.length)).toBe(sample.sentence)
    expect(sentence).toContain(sample.sentence)
  })

  test('no two kinds of fault have the same name', () => {
    expect(new Set(INVALID.map((s) => s.name)).size).toBe(INVALID.length)
  })
})

test('every problem of a document is told, not only the first', () => {
  const { refused } = translateEpcis(
    {
      '@context': 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-02T09:00:00Z',
      epcisBody: { eventList: [{ type: 'ObjectEvent' }, { type: 'AssociationEvent', eventTime: 'now' }] },
    },
    MASTER,
  )
  expect(refused.flatMap((event) => event.problems.map((p) => p.path))).toEqual([
    'epcisBody.eventList[0].eventTime',
    'epcisBody.eventList[0].eventTimeZoneOffset',
    'epcisBody.eventList[0].action',
    'epcisBody.eventList[0].epcList',
    'epcisBody.eventList[1].eventTimeZoneOffset',
    'epcisBody.eventList[1].action',
    'epcisBody.eventList[1].parentID',
    'epcisBody.eventList[1].eventTime',
    'epcisBody.eventList[1].childEPCs',
  ])
})
