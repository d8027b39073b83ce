import { milli } from './amounts.ts'

/** The demo company: two plants, three items, one bill of material. GTINs and GLNs carry right check digits. */
export const PLANTS = [
  {
    plant: 'P1',
    name: 'Hamburg works',
    timeZone: 'Europe/Berlin',
    locations: [
      { location: 'STORE', sgln: 'urn:epc:id:sgln:4012345.00001.0' },
      { location: 'LINE', sgln: 'urn:epc:id:sgln:4012345.00002.0' },
      { location: 'DOCK', sgln: 'urn:epc:id:sgln:4012345.00003.0' },
    ],
    defaultLocation: 'STORE',
    latePolicy: { kind: 'assume', days: 0 },
    inspectionStockInAtp: false,
  },
  {
    plant: 'P2',
    name: 'Wrocław works',
    timeZone: 'Europe/Warsaw',
    locations: [
      { location: 'STORE', sgln: 'urn:epc:id:sgln:4012345.00011.0' },
      { location: 'LINE', sgln: 'urn:epc:id:sgln:4012345.00012.0' },
      { location: 'DOCK', sgln: 'urn:epc:id:sgln:4012345.00013.0' },
    ],
    defaultLocation: 'STORE',
    latePolicy: { kind: 'assume', days: 0 },
    inspectionStockInAtp: false,
  },
] as const

export const ITEMS = {
  BRACKET: {
    item: 'BRACKET',
    description: 'Mounting bracket, galvanised',
    unit: 'EA',
    decimals: 0,
    conversions: [],
    lotControlled: false,
    gtins: ['04012345000016'],
    reorderPoint: '40',
    leadTimeDays: 5,
  },
  STEEL: {
    item: 'STEEL',
    description: 'Strip steel DX51D, 2 mm',
    unit: 'KGM',
    decimals: 3,
    conversions: [
      { unit: 'TNE', numerator: 1000, denominator: 1 },
      { unit: 'GRM', numerator: 1, denominator: 1000 },
    ],
    lotControlled: true,
    gtins: ['04012345000023'],
    reorderPoint: '500',
    leadTimeDays: 10,
    supplier: 'NORDSTAHL',
  },
  BOLT: {
    item: 'BOLT',
    description: 'Hexagon bolt M8 × 30',
    unit: 'EA',
    decimals: 0,
    conversions: [{ unit: 'XBX', numerator: 200, denominator: 1 }],
    lotControlled: false,
    gtins: ['04012345000030'],
    reorderPoint: '1000',
    leadTimeDays: 4,
    supplier: 'SCHRAUBER',
  },
} as const
export type Item = keyof typeof ITEMS
export type Plant = (typeof PLANTS)[number]['plant']

export const SUPPLIERS = [
  { supplier: 'NORDSTAHL', name: 'Nordstahl AG', country: 'DE' },
  { supplier: 'SCHRAUBER', name: 'Schrauber & Söhne', country: 'AT' },
] as const

export const BILL_OF_MATERIAL = {
  item: 'BRACKET',
  baseQuantity: { amount: '1', unit: 'EA' },
  components: [
    { item: 'STEEL', quantity: { amount: '1.25', unit: 'KGM' } },
    { item: 'BOLT', quantity: { amount: '4', unit: 'EA' } },
  ],
} as const
export const STEEL_PER_BRACKET = milli('1.25')
export const BOLTS_PER_BRACKET = milli('4')

/** EPC URNs of the items' GTINs: company prefix 4012345, indicator 0, item references 00001 to 00003. */
export const EPC = {
  BRACKET: {
    instance: (serial: string) => `urn:epc:id:sgtin:4012345.000001.${serial}`,
    any: 'urn:epc:idpat:sgtin:4012345.000001.*',
  },
  STEEL: { lot: (lot: string) => `urn:epc:class:lgtin:4012345.000002.${lot}` },
  BOLT: { any: 'urn:epc:idpat:sgtin:4012345.000003.*', link: 'https://id.gs1.org/01/04012345000030' },
} as const
