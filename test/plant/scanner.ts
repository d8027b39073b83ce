import { type Milli, text } from './amounts.ts'
import { move, stockKey } from './ledger.ts'
import { plain } from './message.ts'
import type { Script } from './script.ts'
import { EPC, PLANTS, type Plant, STEEL_PER_BRACKET } from './world.ts'

const CONTEXT = ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld']

const sgln = (plant: Plant, location: string): string => {
  const found = PLANTS.find((p) => p.plant === plant)?.locations.find((l) => l.location === location)
  if (!found) throw new Error(`no location ${location} at ${plant}`)
  return found.sgln
}

type EpcisEvent = Record<string, unknown>

/** One EPCIS event at a place, with an id of its own. */
function event(script: Script, at: number, plant: Plant, location: string, rest: EpcisEvent): EpcisEvent {
  return {
    eventID: `urn:uuid:${uuid(script)}`,
    eventTime: script.time(at),
    eventTimeZoneOffset: '+00:00',
    readPoint: { id: sgln(plant, location) },
    bizLocation: { id: sgln(plant, location) },
    ...rest,
  }
}

function uuid({ chance }: Script): string {
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => chance.whole(0, 15).toString(16)).join('')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
}

export function capture(script: Script, plant: Plant, events: readonly EpcisEvent[], at: number): void {
  const document = {
    '@context': CONTEXT,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: script.time(at),
    epcisBody: { eventList: events },
  }
  const single = events.length === 1 && script.chance.oneIn(3)
  const body = single ? { '@context': CONTEXT, ...events[0] } : document
  script.raw(plain(`in.${plant}.inventory.epcis-captured.v1`, script.id('epcis'), body))
}

export function scanBolts(script: Script, plant: Plant, quantity: Milli, at: number): EpcisEvent {
  move(script.ledger, stockKey(plant, 'BOLT', 'STORE'), quantity)
  return event(script, at, plant, 'STORE', {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: script.chance.pick([
      'receiving',
      'https://ref.gs1.org/cbv/BizStep-receiving',
      'urn:epcglobal:cbv:bizstep:receiving',
    ]),
    disposition: 'in_progress',
    quantityList: [
      { epcClass: script.chance.pick([EPC.BOLT.any, EPC.BOLT.link]), quantity: quantity / 1000 },
    ],
  })
}

export function scanSteel(
  script: Script,
  plant: Plant,
  lot: string,
  quantity: Milli,
  at: number,
): EpcisEvent {
  move(script.ledger, stockKey(plant, 'STEEL', 'STORE', lot), quantity)
  return event(script, at, plant, 'STORE', {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'receiving',
    disposition: 'in_progress',
    quantityList: [{ epcClass: EPC.STEEL.lot(lot), quantity: quantity / 1000, uom: 'KGM' }],
  })
}

/** Brackets leave, each with its serial number. */
export function scanShipment(script: Script, plant: Plant, count: number, at: number): EpcisEvent {
  move(script.ledger, stockKey(plant, 'BRACKET', 'STORE'), -count * 1000)
  return event(script, at, plant, 'STORE', {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition: 'in_transit',
    epcList: Array.from({ length: count }, () => EPC.BRACKET.instance(String(script.chance.whole(1e6, 9e6)))),
  })
}

/** A rework cell makes brackets outside of any order: material in, pieces out. */
export function scanTransformation(
  script: Script,
  plant: Plant,
  lot: string,
  count: number,
  at: number,
): EpcisEvent {
  const { ledger } = script
  const steel = count * STEEL_PER_BRACKET
  move(ledger, stockKey(plant, 'STEEL', 'STORE', lot), -steel)
  move(ledger, stockKey(plant, 'BOLT', 'STORE'), -count * 4000)
  move(ledger, stockKey(plant, 'BRACKET', 'STORE'), count * 1000)
  return event(script, at, plant, 'STORE', {
    type: 'TransformationEvent',
    bizStep: 'commissioning',
    disposition: 'in_progress',
    inputQuantityList: [
      { epcClass: EPC.STEEL.lot(lot), quantity: Number(text(steel)), uom: 'KGM' },
      { epcClass: EPC.BOLT.any, quantity: count * 4 },
    ],
    outputEPCList: Array.from({ length: count }, () =>
      EPC.BRACKET.instance(String(script.chance.whole(1e6, 9e6))),
    ),
  })
}

export function scanScrappedBolts(script: Script, plant: Plant, count: number, at: number): EpcisEvent {
  move(script.ledger, stockKey(plant, 'BOLT', 'STORE'), -count * 1000)
  return event(script, at, plant, 'STORE', {
    type: 'ObjectEvent',
    action: 'DELETE',
    bizStep: 'decommissioning',
    disposition: 'inactive',
    quantityList: [{ epcClass: EPC.BOLT.any, quantity: count }],
  })
}

/** Pieces put on a pallet: worth recording, moves no stock. */
export function scanPallet(script: Script, plant: Plant, at: number): EpcisEvent {
  return event(script, at, plant, 'DOCK', {
    type: 'AggregationEvent',
    action: 'ADD',
    bizStep: 'packing',
    disposition: 'in_progress',
    parentID: `urn:epc:id:sscc:4012345.0${String(script.chance.whole(100_000_000, 999_999_999))}`,
    childQuantityList: [{ epcClass: EPC.BRACKET.any, quantity: script.chance.whole(5, 40) }],
  })
}

/** A receipt that was scanned by mistake, and the declaration that it was: together they move nothing. */
export function scanMistake(
  script: Script,
  plant: Plant,
  quantity: Milli,
  at: number,
): { wrong: EpcisEvent; declared: EpcisEvent } {
  const wrong = scanBolts(script, plant, quantity, at)
  move(script.ledger, stockKey(plant, 'BOLT', 'STORE'), -quantity)
  const errorDeclaration = { declarationTime: script.time(Math.min(1, at + 0.05)), reason: 'incorrect_data' }
  return { wrong, declared: { ...wrong, errorDeclaration } }
}
