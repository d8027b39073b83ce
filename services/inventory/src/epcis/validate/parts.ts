import {
  ALERT_TYPES,
  COMPONENTS,
  ERROR_REASONS,
  MEASUREMENT_TYPES,
  SOURCE_DEST_TYPES,
  TRANSACTION_TYPES,
} from '../vocabulary/words.ts'
import { isExtensionName, list, object, type Rule } from './rule.ts'
import {
  boolean,
  disposition,
  eventId,
  hex,
  number,
  oneOf,
  quantity,
  text,
  time,
  unit,
  uri,
} from './values.ts'

/** The parts that events are made of, as the EPCIS 2.0 JSON schema has them. */
const quantityElement = object(
  'a quantity element',
  { epcClass: uri, quantity, uom: unit },
  { required: ['epcClass'], others: 'none' },
)

export const epcs = list(uri)
export const distinctEpcs = list(uri, { unique: true })
export const quantities = list(quantityElement)

export const place = object(
  'an object with the id of a place',
  { id: uri },
  { required: ['id'], others: 'any' },
)

const bizTransaction = object(
  'a business transaction',
  { type: oneOf(TRANSACTION_TYPES, 'transactionType'), bizTransaction: uri },
  { required: ['bizTransaction'], others: 'none' },
)
export const bizTransactions = list(bizTransaction)
export const someBizTransactions = list(bizTransaction, { min: 1 })

const party = (name: 'source' | 'destination'): Rule =>
  list(
    object(
      `a ${name}`,
      { type: oneOf(SOURCE_DEST_TYPES, 'sourceDestType'), [name]: uri },
      { required: ['type', name], others: 'none' },
    ),
  )
export const sources = party('source')
export const destinations = party('destination')

const dispositions = list(disposition, { min: 1, unique: true })
const setAndUnset = object(
  'a persistent disposition',
  { set: dispositions, unset: dispositions },
  { others: 'none' },
)
export const persistentDisposition: Rule = {
  expects: setAndUnset.expects,
  check(value, at) {
    setAndUnset.check(value, at)
    if (typeof value === 'object' && value !== null && !('set' in value) && !('unset' in value))
      at.fault('must have "set" or "unset"; it has neither')
  },
}

export const errorDeclaration = object(
  'an error declaration',
  { declarationTime: time, reason: oneOf(ERROR_REASONS, 'errorReason'), correctiveEventIDs: list(eventId) },
  { required: ['declarationTime'] },
)

/** Instance and lot master data: every field has a namespace. */
export const ilmd: Rule = {
  expects: 'an object whose fields have a namespace',
  check(value, at) {
    object('ilmd', {}, { others: 'any' }).check(value, at)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    for (const name of Object.keys(value))
      if (!isExtensionName(name, at))
        at.member(name).fault(
          `is no field of ilmd: its fields need a namespace, such as "cbvmda:${name}", or a term in @context`,
        )
  },
}

const sensorMetadata = object('sensor metadata', {
  time,
  startTime: time,
  endTime: time,
  deviceID: uri,
  deviceMetadata: uri,
  rawData: uri,
  dataProcessingMethod: uri,
  bizRules: uri,
})

const sensorReport = object(
  'a sensor report',
  {
    type: oneOf(MEASUREMENT_TYPES),
    exception: oneOf(ALERT_TYPES),
    deviceID: uri,
    deviceMetadata: uri,
    rawData: uri,
    dataProcessingMethod: uri,
    bizRules: uri,
    time,
    microorganism: uri,
    chemicalSubstance: uri,
    coordinateReferenceSystem: uri,
    value: number,
    component: oneOf(COMPONENTS, 'component'),
    stringValue: text,
    booleanValue: boolean,
    hexBinaryValue: hex,
    uriValue: uri,
    minValue: number,
    maxValue: number,
    meanValue: number,
    sDev: number,
    percRank: number,
    percValue: number,
    uom: text,
  },
  { required: ['type'] },
)

const sensorElement = object(
  'a sensor element',
  { sensorMetadata, sensorReport: list(sensorReport, { min: 1 }) },
  { required: ['sensorReport'] },
)
export const sensorElements = list(sensorElement)
