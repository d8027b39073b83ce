import { describe, expect, test } from 'vitest'
import { captureEpcis } from '../src/epcis/capture.ts'
import type { EpcisMasterData } from '../src/epcis/master-data.ts'
import { ITEMS, MASTER, PLANT } from './epcis-samples/world.ts'

const good = {
  type: 'ObjectEvent',
  eventID: 'urn:uuid:1',
  eventTime: '2026-03-02T08:15:00+01:00',
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  bizStep: 'receiving',
  epcList: ['urn:epc:id:sgtin:4012345.000001.1'],
}
const bad = { ...good, eventID: 'urn:uuid:2', action: 'CREATE' }
const unknown = { ...good, eventID: undefined, epcList: ['urn:epc:id:sgtin:0614141.112345.400'] }
const documentOf = (...eventList: readonly unknown[]) =>
  JSON.parse(
    JSON.stringify({
      '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld', { ex: 'https://ex.example/' }],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-02T09:00:00Z',
      epcisBody: { eventList },
    }),
  )
const capture = (document: unknown, behaviour?: string, master: EpcisMasterData = MASTER) =>
  captureEpcis(document, { messageId: 'm-1', behaviour, master })

describe('a document with one bad event', () => {
  test('is refused whole', () => {
    expect(capture(documentOf(good, bad, good))).toEqual({
      refused: {
        code: 'invalid',
        sentence: 'epcisBody.eventList[1].action: action must be ADD, OBSERVE or DELETE; it is "CREATE"',
        problems: [
          {
            code: 'invalid',
            path: 'epcisBody.eventList[1].action',
            message: 'action must be ADD, OBSERVE or DELETE; it is "CREATE"',
          },
        ],
      },
    })
    expect(capture(documentOf(good, bad), 'rollback')).toHaveProperty('refused')
  })

  test('that asks to proceed is taken without it, and the bad event is parked by itself', () => {
    const result = capture(documentOf(good, bad, unknown), 'proceed')
    if ('refused' in result) expect.fail(result.refused.sentence)
    expect(result.taken.map((e) => e.messageId)).toEqual(['urn:uuid:1'])
    expect(
      result.parked.map(({ messageId, code, problems }) => [messageId, code, problems[0]?.path]),
    ).toEqual([
      ['urn:uuid:2', 'invalid', 'action'],
      ['m-1#epcisBody.eventList[2]', 'unknown-gtin', 'epcList[0]'],
    ])
  })

  test('parks an event that can be mended and sent by itself', () => {
    const result = capture(documentOf(good, bad), 'PROCEED')
    const [parked] = 'parked' in result ? result.parked : []
    const mended = capture({ ...parked?.body, action: 'OBSERVE' })
    expect(mended).toMatchObject({ taken: [{ messageId: 'urn:uuid:2' }], parked: [] })
  })

  test('is refused whole, also when it asks to proceed, where the document itself is wrong', () => {
    expect(capture({ ...documentOf(good, bad), schemaVersion: 2 }, 'proceed')).toMatchObject({
      refused: { problems: [{ path: 'schemaVersion' }, { path: 'epcisBody.eventList[1].action' }] },
    })
  })
})

test('a single bad event is refused, whatever is asked', () => {
  const single = { '@context': 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld', ...bad }
  expect(capture(single, 'proceed')).toMatchObject({
    refused: { code: 'invalid', problems: [{ path: 'action' }] },
  })
})

test('an unknown error behaviour is refused', () => {
  expect(capture(documentOf(good), 'ignore')).toMatchObject({
    refused: {
      sentence: 'the header GS1-Capture-Error-Behaviour must be rollback or proceed; it is "ignore"',
    },
  })
})

test('a fault of the document goes before what master data can mend', () => {
  const result = capture(documentOf(unknown, bad))
  expect(result).toMatchObject({
    refused: { code: 'invalid', problems: [{ code: 'invalid' }, { code: 'unknown-gtin' }] },
  })
})

test('a plant that is not known is named with what to publish, but only where stock moves', () => {
  const master = { plantId: 'P9', plant: undefined, itemByGtin: MASTER.itemByGtin }
  expect(capture(documentOf(good), undefined, master)).toMatchObject({
    refused: {
      code: 'unknown-plant',
      sentence:
        'epcisBody.eventList[0]: the plant P9 is not known: publish in.all.masterdata.plant-published.v1 for it, then replay this message',
    },
  })
  expect(capture(documentOf({ ...good, bizStep: 'storing' }), undefined, master)).toMatchObject({
    parked: [],
  })
})

test('each unknown GTIN is told once, however many of its instances are named', () => {
  const epcList = Array.from({ length: 1000 }, (_, i) => `urn:epc:id:sgtin:0614141.112345.${i}`)
  const result = capture(documentOf({ ...good, epcList }))
  expect('refused' in result && result.refused.problems).toHaveLength(1)
})

test('a document with more faults than can be told says so', () => {
  const result = capture(documentOf(...Array.from({ length: 60 }, () => ({ ...bad, eventTime: 'now' }))))
  if (!('refused' in result)) expect.fail('it was taken')
  expect(result.refused.problems).toHaveLength(51)
  expect(result.refused.sentence).toMatch(/ \(and 117 more\)$/)
})

test('the limit of events a document is named', () => {
  const result = capture(documentOf(...Array.from({ length: 2001 }, () => good)))
  expect(result).toMatchObject({
    refused: {
      sentence: expect.stringContaining('must have at most 2000 events; it has 2001: send several documents'),
    },
  })
})

test('what nests without end is refused', () => {
  let deep: unknown = 1
  for (let i = 0; i < 10_000; i++) deep = { 'ex:a': deep }
  expect(capture({ ...documentOf(good), 'ex:deep': deep })).toMatchObject({
    refused: { sentence: 'the message nests deeper than 64 levels' },
  })
})

test('an item counts as the plant that reports it says', () => {
  const seal = {
    ...good,
    epcList: undefined,
    quantityList: [{ epcClass: 'https://id.gs1.org/01/04012345000047', quantity: 1 }],
  }
  const at = (plantId: string) =>
    capture(documentOf(seal), undefined, {
      plantId,
      plant: { ...PLANT, plant: plantId },
      itemByGtin: () => ITEMS[3],
    })
  expect(at('P1')).toMatchObject({ taken: [{ reading: { lines: [{ status: 'inInspection' }] } }] })
  expect(at('P2')).toMatchObject({ taken: [{ reading: { lines: [{ status: 'unrestricted' }] } }] })
})

describe('a packing with a GTIN of its own', () => {
  const boxes = (entry: object) => {
    const result = capture(documentOf({ ...good, epcList: undefined, ...entry }))
    if ('refused' in result) expect.fail(result.refused.sentence)
    return result.taken.flatMap((e) => e.reading.lines.map((line) => [line.item, line.quantity]))
  }
  const BOX = 'https://id.gs1.org/01/14012345000037'

  test('counts in the unit that its conversion names', () => {
    const three = { quantityList: [{ epcClass: BOX, quantity: 3 }] }
    expect(boxes(three)).toEqual([['BOLT', { amount: '3', unit: 'XBX' }]])
  })

  test('is one of that unit where a single one is scanned', () => {
    expect(boxes({ epcList: [`${BOX}/21/7`] })).toEqual([['BOLT', { amount: '1', unit: 'XBX' }]])
  })

  test('counts in what a uom says, where one is given', () => {
    const pieces = { quantityList: [{ epcClass: BOX, quantity: 600, uom: 'EA' }] }
    expect(boxes(pieces)).toEqual([['BOLT', { amount: '600', unit: 'EA' }]])
  })
})
