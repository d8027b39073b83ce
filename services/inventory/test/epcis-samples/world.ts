import { readdirSync, readFileSync } from 'node:fs'
import { type EpcisLine, gtinsOf, type KeptItem, type Plant } from '@takt/contracts'
import type { EpcisMasterData } from '../../src/epcis/master-data.ts'

const item = (
  id: string,
  unit: string,
  gtins: readonly string[],
  over: Partial<KeptItem> = {},
): KeptItem => ({
  item: id,
  description: id,
  unit,
  decimals: unit === 'EA' ? 0 : 3,
  conversions: [],
  lotControlled: false,
  gtins: [...gtins],
  plants: [],
  asOf: '2026-01-01T00:00:00Z',
  ...over,
})

/** What the sample documents are about. GTIN-8 96385074 and UPC 036000291452 are further packagings of the bolt. */
export const ITEMS: readonly KeptItem[] = [
  item('BRACKET', 'EA', ['04012345000016']),
  item('STEEL', 'KGM', ['04012345000023'], {
    lotControlled: true,
    conversions: [{ unit: 'TNE', numerator: 1000, denominator: 1 }],
  }),
  item('BOLT', 'EA', ['04012345000030', '00000096385074', '00036000291452'], {
    conversions: [{ unit: 'XBX', numerator: 200, denominator: 1, gtin: '14012345000037' }],
  }),
  item('SEAL', 'EA', ['04012345000047'], { plants: [{ plant: 'P1', inspectAtReceipt: true }] }),
  item('PAINT', 'LTR', ['04012345000054'], { conversions: [{ unit: 'EA', numerator: 5, denominator: 1 }] }),
]

export const PLANT: Plant = {
  plant: 'P1',
  name: 'Hamburg works',
  timeZone: 'Europe/Berlin',
  locations: [
    { location: 'STORE', sgln: 'urn:epc:id:sgln:4012345.00001.0' },
    { location: 'LINE', sgln: '4012345000023' },
    { location: 'DOCK', sgln: 'https://id.gs1.org/414/4012345000030' },
    { location: 'BAY-2', sgln: 'urn:epc:id:sgln:4012345.00003.bay-2' },
    { location: 'RACK-9', sgln: 'https://wms.example.com/places/rack-9' },
    { location: 'YARD' },
  ],
  defaultLocation: 'YARD',
  latePolicy: { kind: 'drop', graceDays: 3 },
  inspectionStockInAtp: false,
}

export const MASTER: EpcisMasterData = {
  plantId: 'P1',
  plant: PLANT,
  itemByGtin: (gtin) => ITEMS.find((i) => gtinsOf(i).includes(gtin)),
}

const FOLDER = new URL('./valid/', import.meta.url)

/** The documents that must be taken, by file name. */
export const validSamples = (): ReadonlyMap<string, unknown> =>
  new Map(
    readdirSync(FOLDER)
      .sort()
      .map((file) => [file, JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))]),
  )

/** A line as a person reads it: `+2 EA BRACKET at STORE, unrestricted, lot L1, serials 1 2, for purchaseOrder 45`. */
export function say(line: EpcisLine): string {
  const sign = line.direction === 'in' ? '+' : '−'
  return [
    `${sign}${line.quantity.amount} ${line.quantity.unit} ${line.item} at ${line.location}`,
    line.status,
    line.lot === undefined ? [] : `lot ${line.lot}`,
    line.expiresOn === undefined ? [] : `until ${line.expiresOn}`,
    line.serials === undefined ? [] : `serials ${line.serials.join(' ')}`,
    line.document === undefined ? [] : `for ${line.document.type} ${line.document.id}`,
  ]
    .flat()
    .join(', ')
}
