import { EpcisCaptured, EpcisEventCaptured, gtinsOf, type KeptItem, type Plant } from '@takt/contracts'
import type { ReferenceCopy } from '@takt/service'
import { expect, test } from 'vitest'
import { epcisEventAggregate, epcisTranslation } from '../src/epcis/wiring.ts'
import type { Copies } from '../src/master-data.ts'
import { ITEMS, PLANT } from './epcis-samples/world.ts'

const copy = <Data>(
  all: readonly Data[],
  key: (data: Data) => string,
  aliases: (data: Data) => string[],
) => ({
  get: (id: string) => all.find((data) => key(data) === id),
  find: (alias: string) => all.find((data) => key(data) === alias || aliases(data).includes(alias)),
  all: () => all,
})
const copies = (items: readonly KeptItem[], plants: readonly Plant[]): Copies => ({
  items: copy(items, (i) => i.item, gtinsOf) satisfies ReferenceCopy<KeptItem>,
  plants: copy(
    plants,
    (p) => p.plant,
    () => [],
  ) satisfies ReferenceCopy<Plant>,
})
const COPIES = copies(ITEMS, [PLANT])

const receiving = {
  type: 'ObjectEvent',
  eventID: 'urn:uuid:1',
  eventTime: '2026-03-02T08:15:00+01:00',
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  bizStep: 'receiving',
  epcList: ['urn:epc:id:sgtin:4012345.000001.1'],
}
const bad = { ...receiving, eventID: 'urn:uuid:2', action: 'CREATE' }
const documentOf = (...eventList: readonly unknown[]) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-02T09:00:00Z',
  epcisBody: { eventList },
})

const incoming = (data: Record<string, unknown>, headers: Record<string, string> = {}) => {
  const raw = { subject: EpcisCaptured.subject('in', 'P1'), headers, body: Buffer.from(JSON.stringify(data)) }
  const meta = { source: 'wms', actor: 'wms', occurredAt: '2026-03-02T09:00:00.000Z', correlationId: 'm-1' }
  return {
    id: 'm-1',
    message: EpcisCaptured.create(data),
    contract: EpcisCaptured,
    plant: 'P1',
    meta,
    hash: '',
    raw,
  }
}
const translated = (data: Record<string, unknown>, headers?: Record<string, string>, refs = COPIES) =>
  epcisTranslation.translate(incoming(data, headers), refs as never)

test('a document becomes one message an event, each under its eventID and at its own time', () => {
  const other = { ...receiving, eventID: 'urn:uuid:3', eventTime: '2026-03-02T09:15:00+01:00' }
  expect(translated(documentOf(receiving, other))).toMatchObject({
    parts: [
      { id: 'urn:uuid:1', occurredAt: '2026-03-02T07:15:00.000Z', message: { data: { event: receiving } } },
      { id: 'urn:uuid:3', occurredAt: '2026-03-02T08:15:00.000Z', message: { data: { event: other } } },
    ],
    refused: [],
  })
})

test('an event is the same message however it is written, and another under the same id is told apart', () => {
  const parts = [
    receiving,
    { ...receiving, recordTime: '2026-03-02T08:16:00Z', bizStep: 'cbv:BizStep-receiving' },
    { ...receiving, epcList: ['https://x.example/01/4012345000016/21/1'] },
    { ...receiving, epcList: ['urn:epc:id:sgtin:4012345.000001.2'] },
  ].map((event) => translated(documentOf(event)))
  const [first, ...others] = parts.map((p) => ('parts' in p ? p.parts[0]?.hash : expect.fail()))
  expect(others.map((hash) => hash === first)).toEqual([true, true, false])
})

test('a bad event refuses the document with its problems, unless the sender asks to proceed', () => {
  expect(translated(documentOf(receiving, bad))).toMatchObject({
    refused: true,
    code: 'invalid',
    problems: [{ path: 'epcisBody.eventList[1].action' }],
  })
  expect(translated(documentOf(receiving, bad), { 'gs1-capture-error-behaviour': 'proceed' })).toMatchObject({
    parts: [{ id: 'urn:uuid:1' }],
    refused: [{ id: 'urn:uuid:2', data: { action: 'CREATE' }, refusal: { code: 'invalid' } }],
  })
})

test('an unknown GTIN may be on its way: what it hinders is looked at again before it counts', () => {
  const none = copies([], [PLANT])
  expect(translated(documentOf(receiving), {}, none)).toMatchObject({
    code: 'unknown-gtin',
    sentence: expect.stringContaining('publish in.all.masterdata.item-published.v1'),
    problems: [{ path: 'epcisBody.eventList[0].epcList[0]' }],
    provisional: true,
  })
  const storing = { ...receiving, eventID: 'urn:uuid:3', bizStep: 'storing' }
  expect(
    translated(documentOf(receiving, storing), { 'GS1-Capture-Error-Behaviour': 'proceed' }, none),
  ).toMatchObject({ parts: [{ id: 'urn:uuid:3' }], refused: [{ id: 'urn:uuid:1' }], provisional: true })
  expect(translated(documentOf(receiving, bad))).not.toHaveProperty('provisional')
})

test('an event that moves no stock needs no master data', () => {
  const storing = { ...receiving, bizStep: 'storing' }
  const none = copies([], [])
  const result = translated(documentOf(storing), {}, none)
  const message = 'parts' in result ? result.parts[0]?.message : undefined
  if (!message) expect.fail('it was not taken')
  expect(epcisEventAggregate.reference?.(message, none as never, 'P9')).toMatchObject({ lines: [] })
})

test('the aggregate decides with the lines as master data has them at that moment', () => {
  const result = translated(documentOf(receiving))
  const message = 'parts' in result ? result.parts[0]?.message : undefined
  if (!message) expect.fail('it was not taken')
  const reference = epcisEventAggregate.reference?.(message, COPIES as never, 'P1')
  const { decider } = epcisEventAggregate
  const given = { messageId: 'urn:uuid:1', plant: 'P1', source: 'wms', now: '', occurredAt: '', reference }
  expect(decider.decide(decider.initialState(), message, given)).toMatchObject([
    {
      type: EpcisEventCaptured.name,
      data: { lines: [{ item: 'BRACKET', quantity: { amount: '1', unit: 'EA' } }] },
    },
  ])
  expect(epcisEventAggregate.reference?.(message, copies([], [PLANT]) as never, 'P1')).toMatchObject({
    code: 'unknown-gtin',
  })
})

test('what comes without an id in its envelope has the id of its event, else that of its content', () => {
  const { idOf } = epcisTranslation
  expect(idOf(receiving)).toBe('urn:uuid:1')
  expect(idOf({ ...receiving, errorDeclaration: {} })).toBe('urn:uuid:1#error')
  expect(idOf(documentOf(receiving))).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}$/)
  expect(idOf(documentOf(receiving))).toBe(idOf(documentOf(receiving)))
  expect(idOf(documentOf(bad))).not.toBe(idOf(documentOf(receiving)))
  expect(idOf('no object')).toBeUndefined()
})
