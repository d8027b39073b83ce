import { asList, isObject, type JsonObject, show } from '../json.ts'
import { bareType, EVENT_TYPES, type EventType } from '../vocabulary/types.ts'
import * as part from './parts.ts'
import type { Place } from './place.ts'
import { isUri, object, type Rule } from './rule.ts'
import * as value from './values.ts'

const COMMON = {
  type: value.anything,
  eventTime: value.time,
  recordTime: value.time,
  eventTimeZoneOffset: value.zoneOffset,
  eventID: value.eventId,
  id: value.eventId,
  certificationInfo: value.certificationInfo,
  errorDeclaration: part.errorDeclaration,
}

const CONTEXT = {
  bizStep: value.bizStep,
  disposition: value.disposition,
  persistentDisposition: part.persistentDisposition,
  readPoint: part.place,
  bizLocation: part.place,
  bizTransactionList: part.bizTransactions,
  sourceList: part.sources,
  destinationList: part.destinations,
  sensorElementList: part.sensorElements,
}

const CHILDREN = { parentID: value.uri, childEPCs: part.epcs, childQuantityList: part.quantities }
const WHEN = ['eventTime', 'eventTimeZoneOffset']
const elsewhere = new Set([
  'action',
  'epcList',
  'quantityList',
  'inputEPCList',
  'inputQuantityList',
  'outputEPCList',
  'outputQuantityList',
  'transformationID',
  'ilmd',
  ...Object.keys(CHILDREN),
])

const RULES: Readonly<Record<EventType, Rule>> = {
  ObjectEvent: object(
    'an ObjectEvent',
    {
      ...COMMON,
      ...CONTEXT,
      action: value.action,
      epcList: part.distinctEpcs,
      quantityList: part.quantities,
      ilmd: part.ilmd,
    },
    { required: [...WHEN, 'action'], elsewhere },
  ),
  AggregationEvent: object(
    'an AggregationEvent',
    { ...COMMON, ...CONTEXT, ...CHILDREN, action: value.action },
    { required: [...WHEN, 'action'], elsewhere },
  ),
  AssociationEvent: object(
    'an AssociationEvent',
    { ...COMMON, ...CONTEXT, ...CHILDREN, action: value.action },
    { required: [...WHEN, 'action', 'parentID'], elsewhere },
  ),
  TransactionEvent: object(
    'a TransactionEvent',
    {
      ...COMMON,
      ...CONTEXT,
      action: value.action,
      parentID: value.uri,
      epcList: part.epcs,
      quantityList: part.quantities,
      bizTransactionList: part.someBizTransactions,
    },
    { required: [...WHEN, 'action', 'bizTransactionList'], elsewhere },
  ),
  TransformationEvent: object(
    'a TransformationEvent',
    {
      ...COMMON,
      ...CONTEXT,
      inputEPCList: part.distinctEpcs,
      inputQuantityList: part.quantities,
      outputEPCList: part.distinctEpcs,
      outputQuantityList: part.quantities,
      transformationID: value.uri,
      ilmd: part.ilmd,
    },
    { required: WHEN, elsewhere },
  ),
}

const EXTENDED = object('an event of an extension', COMMON, { required: WHEN, others: 'any' })

/** Checks an event (JSON-LD's keywords already under their EPCIS names) against the EPCIS 2.0 JSON schema. */
export function checkEvent(event: unknown, at: Place): void {
  if (!isObject(event)) at.fault(`must be an EPCIS event, an object; it is ${show(event)}`)
  else checkByType(bareType(event['type'], at.namespaces), event, at)
}

const TYPES = `${EVENT_TYPES.join(', ')} or the URI of an extension`

function checkByType(type: string | undefined, event: JsonObject, at: Place): void {
  if (type === undefined) at.member('type').fault(`is missing: it must be ${TYPES}`)
  else if (Object.hasOwn(RULES, type)) {
    RULES[type as EventType].check(event, at)
    TOGETHER[type as EventType](event, at)
  } else if (isUri(type) || at.namespaces.has(type)) EXTENDED.check(event, at)
  else at.member('type').fault(`must be ${TYPES}; it is ${show(type)}`)
}

const has = (event: JsonObject, name: string): boolean => asList(event[name]).length > 0

/** What the fields of an event must be together. */
const TOGETHER: Readonly<Record<EventType, (event: JsonObject, at: Place) => void>> = {
  ObjectEvent(event, at) {
    const sensed = has(event, 'sensorElementList')
    if (
      event['epcList'] === undefined &&
      !has(event, 'quantityList') &&
      !(sensed && event['readPoint'] !== undefined)
    )
      at.member(sensed ? 'readPoint' : 'epcList').fault(
        'is missing: an ObjectEvent must name its objects in epcList or quantityList, or have a sensorElementList and a readPoint',
      )
    if (event['ilmd'] !== undefined && (event['action'] === 'OBSERVE' || event['action'] === 'DELETE'))
      at.member('ilmd').fault(`may only stand in an event with action ADD; the action is ${event['action']}`)
  },
  AggregationEvent(event, at) {
    children(event, at)
    if (event['parentID'] === undefined && (event['action'] === 'ADD' || event['action'] === 'DELETE'))
      at.member('parentID').fault(
        `is missing: an AggregationEvent with action ${event['action']} must name the container as a URI`,
      )
  },
  AssociationEvent: children,
  TransactionEvent(event, at) {
    if (event['epcList'] === undefined && !has(event, 'quantityList') && event['action'] !== 'DELETE')
      at.member('epcList').fault(
        'is missing: a TransactionEvent must name its objects in epcList or quantityList, unless its action is DELETE',
      )
  },
  TransformationEvent(event, at) {
    const input = has(event, 'inputEPCList') || has(event, 'inputQuantityList')
    const output = has(event, 'outputEPCList') || has(event, 'outputQuantityList')
    if (event['transformationID'] !== undefined ? input || output : input && output) return
    const name = input ? 'outputQuantityList' : 'inputQuantityList'
    const what = input
      ? 'outputs in outputEPCList or outputQuantityList'
      : 'inputs in inputEPCList or inputQuantityList'
    at.member(name).fault(
      event['transformationID'] !== undefined
        ? 'is missing: a TransformationEvent must name inputs or outputs'
        : `is missing: a TransformationEvent must name its ${what}, or have a transformationID that links it to one which does`,
    )
  },
}

function children(event: JsonObject, at: Place): void {
  if (!has(event, 'childEPCs') && !has(event, 'childQuantityList') && event['action'] !== 'DELETE')
    at.member('childEPCs').fault(
      'is missing: the contained objects must be named in childEPCs or childQuantityList, unless the action is DELETE',
    )
}
