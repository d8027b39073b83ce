import type { EpcisProblemCode } from '../../src/epcis/validate/place.ts'

type Json = Record<string, unknown>

/** A document that must not be taken: what is wrong with it, and the first problem that must be named. */
interface InvalidSample {
  readonly name: string
  readonly document: unknown
  readonly code: EpcisProblemCode
  readonly path: string
  /** The first sentence, or its start. */
  readonly sentence: string
}

const EVENT: Json = {
  type: 'ObjectEvent',
  eventTime: '2026-03-02T08:15:00+01:00',
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  bizStep: 'receiving',
  epcList: ['urn:epc:id:sgtin:4012345.000001.1'],
}
const DOCUMENT: Json = {
  '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-02T09:00:00Z',
}

const documentOf = (...eventList: readonly unknown[]): Json => ({ ...DOCUMENT, epcisBody: { eventList } })
const without = (from: Json, ...names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)))

/** An event that is like a good one but for what is given; `undefined` leaves a field out. */
const event = (
  name: string,
  over: Json,
  path: string,
  sentence: string,
  code: EpcisProblemCode = 'invalid',
) => ({
  name,
  document: documentOf({ ...EVENT, ...over }),
  code,
  path: path === '' ? 'epcisBody.eventList[0]' : `epcisBody.eventList[0].${path}`,
  sentence,
})
const document = (name: string, body: unknown, path: string, sentence: string) => ({
  name,
  document: body,
  code: 'invalid' as const,
  path,
  sentence,
})

const OFFSET = 'an offset from UTC between -14:00 and +14:00, such as +02:00'
const MOMENT = 'a moment with its zone, such as 2026-07-22T06:45:00+02:00'
const TYPES =
  'ObjectEvent, AggregationEvent, TransactionEvent, TransformationEvent, AssociationEvent or the URI of an extension'
const URI = 'a URI, such as urn:epc:id:sgtin:0614141.107346.2017'
const QUANTITY = 'a number that is not below zero and has at most 18 digits before the point, such as 20'
const BIZ_STEP = 'a business step of the CBV, such as receiving or shipping, or a URI'
const SOME_STEEL = 'urn:epc:class:lgtin:4012345.000002.S-1'
const TRANSFORMATION: Json = { type: 'TransformationEvent', action: undefined, epcList: undefined }

export const INVALID: readonly InvalidSample[] = [
  event(
    'eventTime is missing',
    { eventTime: undefined },
    'eventTime',
    `eventTime is missing: it must be ${MOMENT}`,
  ),
  event(
    'eventTime as a date of another form',
    { eventTime: '22-07-2026' },
    'eventTime',
    `eventTime must be ${MOMENT}; it is "22-07-2026"`,
  ),
  event(
    'eventTime without a zone',
    { eventTime: '2026-03-02T08:15:00' },
    'eventTime',
    `eventTime must be ${MOMENT}`,
  ),
  event(
    'eventTime on a day that does not exist',
    { eventTime: '2026-02-30T08:15:00Z' },
    'eventTime',
    'eventTime must',
  ),
  event(
    'eventTime as a number',
    { eventTime: 1772439300000 },
    'eventTime',
    `eventTime must be ${MOMENT}; it is 177243`,
  ),
  event(
    'eventTimeZoneOffset is missing',
    { eventTimeZoneOffset: undefined },
    'eventTimeZoneOffset',
    `eventTimeZoneOffset is missing: it must be ${OFFSET}`,
  ),
  event(
    'eventTimeZoneOffset beyond the world',
    { eventTimeZoneOffset: '+15:00' },
    'eventTimeZoneOffset',
    `eventTimeZoneOffset must be ${OFFSET}; it is "+15:00"`,
  ),
  event(
    'eventTimeZoneOffset as Z',
    { eventTimeZoneOffset: 'Z' },
    'eventTimeZoneOffset',
    'eventTimeZoneOffset must',
  ),
  event(
    'action is missing',
    { action: undefined },
    'action',
    'action is missing: it must be ADD, OBSERVE or DELETE',
  ),
  event(
    'an unknown action',
    { action: 'CREATE' },
    'action',
    'action must be ADD, OBSERVE or DELETE; it is "CREATE"',
  ),
  event(
    'an action in lower case',
    { action: 'add' },
    'action',
    'action must be ADD, OBSERVE or DELETE; it is "add"',
  ),
  event('type is missing', { type: undefined }, 'type', `type is missing: it must be ${TYPES}`),
  event('an unknown type', { type: 'ItemEvent' }, 'type', `type must be ${TYPES}; it is "ItemEvent"`),
  event(
    'an ObjectEvent without objects',
    { epcList: undefined },
    'epcList',
    'epcList is missing: an ObjectEvent must name its objects in epcList or quantityList, or have a sensorElementList and a readPoint',
  ),
  event(
    'a sensor reading without objects and readPoint',
    { epcList: undefined, sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 1 }] }] },
    'readPoint',
    'readPoint is missing: an ObjectEvent must name its objects',
  ),
  event(
    'an EPC that is no URI',
    { epcList: ['4012345.000001.1'] },
    'epcList[0]',
    `epcList[0] must be ${URI}; it is`,
  ),
  event('an EPC that is no text', { epcList: [42] }, 'epcList[0]', `epcList[0] must be ${URI}; it is 42`),
  event(
    'an EPC twice',
    { epcList: ['urn:epc:id:sgtin:4012345.000001.1', 'urn:epc:id:sgtin:4012345.000001.1'] },
    'epcList[1]',
    'epcList[1] repeats epcList[0], "urn:epc:id:sgtin:4012345.000001.1": each may stand in the list once',
  ),
  event(
    'a quantity as text',
    { quantityList: [{ epcClass: SOME_STEEL, quantity: 'twenty' }] },
    'quantityList[0].quantity',
    `quantity must be ${QUANTITY}; it is "twenty"`,
  ),
  event(
    'a quantity of digits in quotes',
    { quantityList: [{ epcClass: SOME_STEEL, quantity: '20' }] },
    'quantityList[0].quantity',
    `quantity must be ${QUANTITY}; it is "20"`,
  ),
  event(
    'a quantity below zero',
    { quantityList: [{ epcClass: SOME_STEEL, quantity: -1 }] },
    'quantityList[0].quantity',
    `quantity must be ${QUANTITY}; it is -1`,
  ),
  event(
    'a quantity beyond all stock',
    { quantityList: [{ epcClass: SOME_STEEL, quantity: 1e19 }] },
    'quantityList[0].quantity',
    `quantity must be ${QUANTITY}`,
  ),
  event(
    'a quantity without its class',
    { quantityList: [{ quantity: 5 }] },
    'quantityList[0].epcClass',
    `epcClass is missing: it must be ${URI}`,
  ),
  event(
    'a unit that is no code',
    { quantityList: [{ epcClass: SOME_STEEL, quantity: 5, uom: 'kilo' }] },
    'quantityList[0].uom',
    'uom must be a UN/ECE Recommendation 20 code, such as EA or KGM; it is "kilo"',
  ),
  event(
    'an unknown field in a quantity',
    { quantityList: [{ epcClass: SOME_STEEL, quantity: 5, weight: 3 }] },
    'quantityList[0].weight',
    'weight is no field of a quantity element, which takes no others than its own',
  ),
  event(
    'a quantity that is no object',
    { quantityList: [SOME_STEEL] },
    'quantityList[0]',
    'quantityList[0] must be a quantity element; it is "urn:epc:class',
  ),
  event(
    'a business step nobody defined',
    { bizStep: 'recieving' },
    'bizStep',
    `bizStep must be ${BIZ_STEP}; it is "rec`,
  ),
  event(
    'a disposition nobody defined',
    { disposition: 'fine' },
    'disposition',
    'disposition must be a disposition of the CBV, such as in_progress or damaged, or a URI; it is "fine"',
  ),
  event(
    'an empty persistentDisposition',
    { persistentDisposition: {} },
    'persistentDisposition',
    'persistentDisposition must have "set" or "unset"; it has neither',
  ),
  event(
    'readPoint as text',
    { readPoint: 'urn:epc:id:sgln:4012345.00001.0' },
    'readPoint',
    'readPoint must be an object with the id of a place; it is "urn:epc:id:sgln',
  ),
  event('bizLocation without id', { bizLocation: {} }, 'bizLocation.id', `id is missing: it must be ${URI}`),
  event(
    'a business transaction without its identifier',
    { bizTransactionList: [{ type: 'po' }] },
    'bizTransactionList[0].bizTransaction',
    `bizTransaction is missing: it must be ${URI}`,
  ),
  event(
    'a business transaction of an unknown type',
    { bizTransactionList: [{ type: 'order', bizTransaction: 'https://erp.example.com/1' }] },
    'bizTransactionList[0].type',
    'type must be a word of the standard (bol, cert, desadv, …) or a URI; it is "order"',
  ),
  event(
    'a source without its type',
    { sourceList: [{ source: 'urn:epc:id:pgln:4012345.00001' }] },
    'sourceList[0].type',
    'type is missing: it must be a word of the standard (owning_party, possessing_party, location) or a URI',
  ),
  event(
    'a destination that names a source',
    { destinationList: [{ type: 'location', source: 'urn:epc:id:sgln:4012345.00001.0' }] },
    'destinationList[0].destination',
    `destination is missing: it must be ${URI}`,
  ),
  event(
    'ilmd in an event that observes',
    { ilmd: { 'cbvmda:lotNumber': 'L1' } },
    'ilmd',
    'ilmd may only stand in an event with action ADD; the action is OBSERVE',
  ),
  event(
    'an ilmd field without a namespace',
    { action: 'ADD', ilmd: { lotNumber: 'L1' } },
    'ilmd.lotNumber',
    'lotNumber is no field of ilmd: its fields need a namespace, such as "cbvmda:lotNumber", or a term in @context',
  ),
  event(
    'a field of its own without a namespace',
    { machine: 'M-7' },
    'machine',
    'machine is no field of an ObjectEvent: a field of your own needs a namespace, such as "example:machine", or a term in @context',
  ),
  event(
    'certificationInfo that is no URI',
    { certificationInfo: 'ABC' },
    'certificationInfo[0]',
    'certificationInfo[0] must',
  ),
  event(
    'an eventID that is no URI',
    { eventID: '42' },
    'eventID',
    'eventID must be a URI of at most 240 characters',
  ),
  event(
    'an eventID without end',
    { eventID: `urn:x:${'1'.repeat(300)}` },
    'eventID',
    'eventID must be a URI of at most',
  ),
  event(
    'an errorDeclaration without its time',
    { errorDeclaration: { reason: 'did_not_occur' } },
    'errorDeclaration.declarationTime',
    `declarationTime is missing: it must be ${MOMENT}`,
  ),
  event(
    'an errorDeclaration for a reason nobody defined',
    { errorDeclaration: { declarationTime: '2026-03-02T09:00:00Z', reason: 'oops' } },
    'errorDeclaration.reason',
    'reason must be a word of the standard (did_not_occur, incorrect_data) or a URI; it is "oops"',
  ),
  event(
    'a sensor element without a report',
    { sensorElementList: [{ sensorMetadata: {} }] },
    'sensorElementList[0].sensorReport',
    'sensorReport is missing',
  ),
  event(
    'a sensor value as text',
    { sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 'warm' }] }] },
    'sensorElementList[0].sensorReport[0].value',
    'value must be a number, such as 12.5; it is "warm"',
  ),
  event(
    'a TransformationEvent with an action',
    { ...TRANSFORMATION, action: 'ADD', inputEPCList: EVENT['epcList'], outputEPCList: EVENT['epcList'] },
    'action',
    'action is no field of a TransformationEvent',
  ),
  event(
    'a TransformationEvent without outputs',
    { ...TRANSFORMATION, inputEPCList: EVENT['epcList'] },
    'outputQuantityList',
    'outputQuantityList is missing: a TransformationEvent must name its outputs in outputEPCList or outputQuantityList, or have a transformationID',
  ),
  event(
    'a TransformationEvent without inputs',
    { ...TRANSFORMATION, outputEPCList: EVENT['epcList'] },
    'inputQuantityList',
    'inputQuantityList is missing: a TransformationEvent must name its inputs in inputEPCList or inputQuantityList',
  ),
  event(
    'a TransformationEvent with an id and nothing else',
    { ...TRANSFORMATION, transformationID: 'urn:x:t1', inputEPCList: [] },
    'inputQuantityList',
    'inputQuantityList is missing: a TransformationEvent must name inputs or outputs',
  ),
  event(
    'an aggregation without its container',
    { type: 'AggregationEvent', action: 'ADD', epcList: undefined, childEPCs: EVENT['epcList'] },
    'parentID',
    'parentID is missing: an AggregationEvent with action ADD must name the container as a URI',
  ),
  event(
    'an aggregation without contents',
    {
      type: 'AggregationEvent',
      action: 'OBSERVE',
      epcList: undefined,
      parentID: 'urn:epc:id:sscc:4012345.0000000111',
    },
    'childEPCs',
    'childEPCs is missing: the contained objects must be named in childEPCs or childQuantityList, unless the action is DELETE',
  ),
  event(
    'an association without its parent',
    { type: 'AssociationEvent', action: 'DELETE', epcList: undefined },
    'parentID',
    `parentID is missing: it must be ${URI}`,
  ),
  event(
    'a TransactionEvent without transactions',
    { type: 'TransactionEvent', bizTransactionList: [] },
    'bizTransactionList',
    'bizTransactionList must have at least one entry; it is empty',
  ),
  event(
    'a GTIN that no item has',
    { epcList: ['urn:epc:id:sgtin:0614141.112345.400', 'urn:epc:id:sgtin:0614141.112345.401'] },
    'epcList[0]',
    'epcList[0] names the GTIN 10614141123459 (urn:epc:id:sgtin:0614141.112345.400), which no item has: publish in.all.masterdata.item-published.v1 for its item with "10614141123459" in gtins, then replay this message',
    'unknown-gtin',
  ),
  event(
    'a GTIN with a wrong check digit',
    { epcList: ['https://id.gs1.org/01/04012345000017/21/1'] },
    'epcList[0]',
    'epcList[0] names the GTIN 04012345000017 (https://id.gs1.org/01/04012345000017/21/1), whose check digit is wrong, which no item has: publish',
    'unknown-gtin',
  ),
  event(
    'a unit that the item does not know',
    { quantityList: [{ epcClass: 'urn:epc:idpat:sgtin:4012345.000003.*', quantity: 5, uom: 'KGM' }] },
    'quantityList[0]',
    'quantityList[0] counts item BOLT in KGM, which has no conversion to its base unit EA: publish in.all.masterdata.item-published.v1 for BOLT with KGM in conversions, then replay this message',
    'unknown-unit',
  ),
  event(
    'one piece of an item that is not counted',
    { epcList: ['https://id.gs1.org/01/04012345000023/21/9'] },
    'epcList[0]',
    'epcList[0] counts item STEEL in EA (each), which has no conversion to its base unit KGM',
    'unknown-unit',
  ),
  event(
    'an SGTIN with too few digits',
    { epcList: ['urn:epc:id:sgtin:4012345.00001.1'] },
    'epcList[0]',
    'epcList[0], urn:epc:id:sgtin:4012345.00001.1, is no SGTIN: it must be urn:epc:id:sgtin:<prefix>.<item>.<serial>, the first two with 13 digits in all',
    'bad-identifier',
  ),
  event(
    'a lot that stock cannot keep',
    {
      quantityList: [
        { epcClass: `https://id.gs1.org/01/04012345000023/10/${'L'.repeat(200)}`, quantity: 1, uom: 'KGM' },
      ],
    },
    'quantityList[0]',
    'quantityList[0] names a lot that must have at most 128 characters',
    'bad-identifier',
  ),
  {
    name: 'one eventID for two events',
    document: documentOf(
      { ...EVENT, eventID: 'urn:uuid:1' },
      { ...EVENT, eventID: 'urn:uuid:1', action: 'DELETE' },
    ),
    code: 'conflict',
    path: 'epcisBody.eventList[1].eventID',
    sentence: 'eventID urn:uuid:1 stands in this document for another event already: each needs its own',
  },
  document(
    'a document without @context',
    without(documentOf(EVENT), '@context'),
    '@context',
    '@context is missing: it must be the URI of the EPCIS context, an object, or a list of these',
  ),
  document(
    'a context that is none',
    { ...documentOf(EVENT), '@context': 5 },
    '@context',
    '@context must be the URI of',
  ),
  document(
    'a document without its type',
    without(documentOf(EVENT), 'type'),
    'type',
    'type is missing: it must be EPCISDocument or EPCISQueryDocument',
  ),
  document(
    'a document without schemaVersion',
    without(documentOf(EVENT), 'schemaVersion'),
    'schemaVersion',
    'schemaVersion is missing: it must be text such as "2.0"',
  ),
  document(
    'schemaVersion as a number',
    { ...documentOf(EVENT), schemaVersion: 2 },
    'schemaVersion',
    'schemaVersion must be text such as "2.0"; it is 2',
  ),
  document(
    'a document without creationDate',
    without(documentOf(EVENT), 'creationDate'),
    'creationDate',
    `creationDate is missing: it must be ${MOMENT}`,
  ),
  document(
    'a document without a body',
    DOCUMENT,
    'epcisBody',
    'epcisBody is missing: it must be an EPCIS body',
  ),
  document(
    'a body without events',
    { ...DOCUMENT, epcisBody: {} },
    'epcisBody.eventList',
    'eventList is missing: it must be a list of events',
  ),
  document(
    'a document with a field of its own without a namespace',
    { ...documentOf(EVENT), format: 'json' },
    'format',
    'format is no field of an EPCISDocument: a field of your own needs a namespace',
  ),
  document(
    'an event that is none',
    documentOf('ObjectEvent'),
    'epcisBody.eventList[0]',
    'eventList[0] must be an EPCIS event, an object; it is "ObjectEvent"',
  ),
  document(
    'a bare event without @context',
    EVENT,
    '@context',
    '@context is missing: it must be the URI of the EPCIS context',
  ),
  document('anything else', { hello: 'world' }, '@context', '@context is missing'),
]
