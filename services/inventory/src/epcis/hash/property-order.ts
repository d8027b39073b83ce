import { moment, type Scalar, text, verbatim, word } from './canonical-value.ts'

/** How a field goes into the pre-hash string. */
export type Field = readonly [name: string, kind: Kind]
export type Kind =
  | { readonly value: Scalar }
  | { readonly each: string; readonly of: Kind }
  | { readonly fields: readonly Field[]; readonly extensible?: true }

const value = (scalar: Scalar): Kind => ({ value: scalar })
const all = (each: string, of: Kind): Kind => ({ each, of })
const texts = (...names: readonly string[]): Field[] => names.map((name) => [name, value(text)])

const QUANTITY: Kind = {
  fields: [
    ['epcClass', value(text)],
    ['quantity', value(text)],
    ['uom', value(verbatim)],
  ],
}
const EPCS = all('epc', value(text))
const QUANTITIES = all('quantityElement', QUANTITY)
const PLACE: Kind = { fields: [['id', value(text)]], extensible: true }

const METADATA: readonly Field[] = [
  ['time', value(moment)],
  ['startTime', value(moment)],
  ['endTime', value(moment)],
  ...texts('deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules'),
]
const REPORT: readonly Field[] = [
  ['type', value(word('measurement'))],
  ['exception', value(word('alert'))],
  ...texts('deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod'),
  ['time', value(moment)],
  ['microorganism', value(text)],
  ['chemicalSubstance', value(text)],
  ['value', value(text)],
  ['component', value(word('component'))],
  ...texts(
    'stringValue',
    'booleanValue',
    'hexBinaryValue',
    'uriValue',
    'minValue',
    'maxValue',
    'meanValue',
    'sDev',
    'percRank',
    'percValue',
  ),
  ['uom', value(verbatim)],
  ['coordinateReferenceSystem', value(text)],
]

/** The canonical property order of the CBV 2.0, 8.9 (`certificationInfo` where the reference implementation has it). */
export const ORDER: readonly Field[] = [
  ['eventTime', value(moment)],
  ['eventTimeZoneOffset', value(verbatim)],
  ['certificationInfo', value(text)],
  ['epcList', EPCS],
  ['parentID', value(text)],
  ['inputEPCList', EPCS],
  ['childEPCs', EPCS],
  ['quantityList', QUANTITIES],
  ['childQuantityList', QUANTITIES],
  ['inputQuantityList', QUANTITIES],
  ['outputEPCList', EPCS],
  ['outputQuantityList', QUANTITIES],
  ['action', value(verbatim)],
  ['transformationID', value(text)],
  ['bizStep', value(word('bizStep'))],
  ['disposition', value(word('disposition'))],
  [
    'persistentDisposition',
    {
      fields: [
        ['set', value(word('disposition'))],
        ['unset', value(word('disposition'))],
      ],
    },
  ],
  ['readPoint', PLACE],
  ['bizLocation', PLACE],
  [
    'bizTransactionList',
    all('', {
      fields: [
        ['bizTransaction', value(text)],
        ['type', value(word('transactionType'))],
      ],
    }),
  ],
  [
    'sourceList',
    all('', {
      fields: [
        ['source', value(text)],
        ['type', value(word('sourceDestType'))],
      ],
    }),
  ],
  [
    'destinationList',
    all('', {
      fields: [
        ['destination', value(text)],
        ['type', value(word('sourceDestType'))],
      ],
    }),
  ],
  [
    'sensorElementList',
    all('sensorElement', {
      fields: [
        ['sensorMetadata', { fields: METADATA, extensible: true }],
        ['sensorReport', { fields: REPORT, extensible: true }],
      ],
      extensible: true,
    }),
  ],
  ['ilmd', { fields: [], extensible: true }],
]
