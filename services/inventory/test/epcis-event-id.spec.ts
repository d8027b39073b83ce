import { RecordEpcisEvent } from '@takt/contracts'
import { expect, test } from 'vitest'
import { eventHashId, preHash } from '../src/epcis/hash/event-hash.ts'
import type { JsonObject } from '../src/epcis/json.ts'
import { namespacesOf } from '../src/epcis/namespaces.ts'
import { translateEpcis } from '../src/epcis/translate.ts'
import { MASTER } from './epcis-samples/world.ts'

const context = {
  '@context': [
    'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
    { ex: 'https://ns.example.org/epcis/' },
  ],
}
const EVENT: JsonObject = {
  type: 'ObjectEvent',
  eventTime: '2026-03-02T08:15:00.000Z',
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  bizStep: 'receiving',
  disposition: 'in_progress',
  epcList: ['urn:epc:id:sgtin:4012345.000001.2', 'urn:epc:id:sgtin:4012345.000001.1'],
  quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.000002.S-1', quantity: 20, uom: 'KGM' }],
  readPoint: { id: 'urn:epc:id:sgln:4012345.00001.0' },
  bizTransactionList: [{ type: 'po', bizTransaction: 'https://erp.example.com/po/1' }],
  'ex:shift': { 'ex:name': 'early', 'ex:crew': [2, 1] },
}

function captured(event: JsonObject, own: JsonObject = context) {
  const { events, refused, problems } = translateEpcis({ ...own, ...event }, MASTER)
  expect([...problems, ...refused.flatMap((r) => r.problems)]).toEqual([])
  const [only] = events
  if (!only) expect.fail('no event')
  return only
}

test('the event hash is the one of the published example', () => {
  // Example 2 of the reference implementation of the CBV 2.0 (RalphTro/epcis-event-hash-generator).
  const event: JsonObject = {
    type: 'ObjectEvent',
    eventTime: '2020-04-01T15:00:00+01:00',
    eventTimeZoneOffset: '+01:00',
    epcList: ['urn:epc:id:sgtin:4012345.011111.9876'],
    action: 'OBSERVE',
    bizStep: 'urn:epcglobal:cbv:bizstep:inspecting',
    readPoint: { id: 'urn:epc:id:sgln:4012345.00005.0' },
    sensorElementList: [
      {
        sensorMetadata: {
          deviceID: 'urn:epc:id:giai:4000001.111',
          deviceMetadata: 'https://id.gs1.org/giai/4000001111',
        },
        sensorReport: [
          { type: 'gs1:Temperature', value: 26.0, sDev: 0.1, uom: 'CEL' },
          { type: 'AbsoluteHumidity', value: 12.1, uom: 'A93' },
          {
            type: 'gs1:Dimensionless',
            microorganism: 'https://www.ncbi.nlm.nih.gov/taxonomy/1126011',
            value: 0.05,
            uom: 'C35',
          },
          {
            type: 'https://gs1.org/voc/Dimensionless',
            chemicalSubstance: 'https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N',
            value: 0.18,
            uom: 'C35',
          },
        ],
      },
    ],
  }
  const namespaces = namespacesOf(undefined)
  expect(preHash(event, namespaces)).toBe(
    [
      'eventType=ObjectEvent',
      'eventTime=2020-04-01T14:00:00.000Z',
      'eventTimeZoneOffset=+01:00',
      'epcListepc=https://id.gs1.org/01/04012345111118/21/9876',
      'action=OBSERVE',
      'bizStep=https://ref.gs1.org/cbv/BizStep-inspecting',
      'readPointid=https://id.gs1.org/414/4012345000054',
      'sensorElementListsensorElement',
      'sensorMetadatadeviceID=https://id.gs1.org/8004/4000001111deviceMetadata=https://id.gs1.org/8004/4000001111',
      'sensorReporttype=https://gs1.org/voc/AbsoluteHumidityvalue=12.1uom=A93',
      'sensorReporttype=https://gs1.org/voc/DimensionlesschemicalSubstance=https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-Nvalue=0.18uom=C35',
      'sensorReporttype=https://gs1.org/voc/Dimensionlessmicroorganism=https://www.ncbi.nlm.nih.gov/taxonomy/1126011value=0.05uom=C35',
      'sensorReporttype=https://gs1.org/voc/Temperaturevalue=26sDev=0.1uom=CEL',
    ].join(''),
  )
  expect(eventHashId(event, namespaces)).toBe(
    'ni:///sha-256;49b13037c36e84ad9307c531671b00e901318c3957e4b1151f816ec49eb668da?ver=CBV2.0',
  )
})

test('the pre-hash string follows the canonical property order, extensions last and sorted', () => {
  expect(preHash(EVENT, namespacesOf(context['@context']))).toBe(
    [
      'eventType=ObjectEvent',
      'eventTime=2026-03-02T08:15:00.000Z',
      'eventTimeZoneOffset=+01:00',
      'epcListepc=https://id.gs1.org/01/04012345000016/21/1epc=https://id.gs1.org/01/04012345000016/21/2',
      'quantityListquantityElementepcClass=https://id.gs1.org/01/04012345000023/10/S-1quantity=20uom=KGM',
      'action=OBSERVE',
      'bizStep=https://ref.gs1.org/cbv/BizStep-receiving',
      'disposition=https://ref.gs1.org/cbv/Disp-in_progress',
      'readPointid=https://id.gs1.org/414/4012345000016',
      'bizTransactionListbizTransaction=https://erp.example.com/po/1type=https://ref.gs1.org/cbv/BTT-po',
      '{https://ns.example.org/epcis/}shift{https://ns.example.org/epcis/}crew=1{https://ns.example.org/epcis/}crew=2{https://ns.example.org/epcis/}name=early',
    ].join(''),
  )
})

test('an event without eventID has the same id however it is written', () => {
  const { messageId } = captured(EVENT)
  expect(messageId).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/)
  const others: JsonObject[] = [
    { ...EVENT, recordTime: '2026-03-02T08:16:00Z' },
    { ...EVENT, eventTime: '2026-03-02T09:15:00+01:00' },
    { ...EVENT, bizStep: 'urn:epcglobal:cbv:bizstep:receiving', disposition: 'cbv:Disp-in_progress' },
    { ...EVENT, epcList: ['https://x.example/01/4012345000016/21/1', 'urn:epc:id:sgtin:4012345.000001.2'] },
    { ...EVENT, 'rdfs:comment': 'a remark' },
    Object.fromEntries(Object.entries(EVENT).reverse()),
  ]
  for (const other of others) expect(captured(other).messageId).toBe(messageId)
  const { 'ex:shift': shift, ...rest } = EVENT
  const renamed = { ...rest, 'own:shift': { 'own:name': 'early', 'own:crew': [1, '2'] } }
  expect(shift).toBeDefined()
  expect(captured(renamed, { '@context': { own: 'https://ns.example.org/epcis/' } }).messageId).toBe(
    messageId,
  )
})

test('another event has another id', () => {
  const ids = [
    EVENT,
    { ...EVENT, eventTime: '2026-03-02T08:15:00.001Z' },
    { ...EVENT, action: 'ADD' },
    { ...EVENT, epcList: ['urn:epc:id:sgtin:4012345.000001.1'] },
    {
      ...EVENT,
      quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.000002.S-1', quantity: 21, uom: 'KGM' }],
    },
    { ...EVENT, 'ex:shift': { 'ex:name': 'late', 'ex:crew': [1, 2] } },
  ].map((event) => captured(event).messageId)
  expect(new Set(ids).size).toBe(ids.length)
})

test('an error declaration goes to the event it names, by eventID or by content', () => {
  const errorDeclaration = { declarationTime: '2026-03-02T10:00:00Z', reason: 'did_not_occur' }
  const withId = { ...EVENT, eventID: 'urn:uuid:7f7cbd3c-53b9-4c25-9f5e-6d5f1b0f3c11' }
  for (const event of [EVENT, withId]) {
    const wrong = captured(event)
    const declared = captured({ ...event, errorDeclaration })
    expect(declared.content.eventId).toBe(wrong.content.eventId)
    expect(declared.content.contentId).toBe(wrong.content.contentId)
    expect(declared.messageId).toBe(`${wrong.messageId}#error`)
    expect(declared.reading.lines).toEqual([])
    expect(declared.occurredAt).toBe('2026-03-02T10:00:00.000Z')
  }
})

test('what is recorded does not depend on the document around the event, nor on recordTime', () => {
  const alone = captured({ ...EVENT, recordTime: '2026-03-02T08:16:00Z' }).content
  const document = {
    '@context': [{ unused: 'https://unused.example/' }, ...context['@context']],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-02T09:00:00Z',
    epcisBody: { eventList: [EVENT] },
  }
  expect(translateEpcis(document, MASTER).events[0]?.content).toEqual(alone)
  expect(alone.namespaces).toEqual({ ex: 'https://ns.example.org/epcis/' })
  expect(alone.event).toEqual(EVENT)
})

test("the contract's example has the hash it claims", () => {
  const { event, contentId } = RecordEpcisEvent.example.data
  expect(eventHashId(event, namespacesOf(undefined))).toBe(contentId)
})
