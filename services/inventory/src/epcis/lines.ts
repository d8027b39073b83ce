import {
  type DocumentRef,
  type EpcisLine,
  type EpcisUncounted,
  itemAtPlant,
  type StockStatus,
  sum,
} from '@takt/contracts'
import { documentOf } from './documents.ts'
import { dayOfAi17 } from './expiry.ts'
import { type Flow, flowsOf, type Named } from './flows.ts'
import { parseIdentifier, type TradeItem } from './gs1/identifier.ts'
import { type LotData, lotData } from './ilmd.ts'
import type { JsonObject } from './json.ts'
import { locationOf } from './location.ts'
import { Lookup } from './lookup.ts'
import type { EpcisMasterData } from './master-data.ts'
import type { Place } from './validate/place.ts'
import { stockStatus } from './vocabulary/stock-status.ts'

interface Movements {
  readonly lines: readonly EpcisLine[]
  readonly uncounted: readonly EpcisUncounted[]
}

/**
 * The stock movements of a checked event. What hinders them (a GTIN or unit that no item has, master data of the plant
 * that is not here) is reported at the place. EPCs and quantities of one class name distinct objects: they add up.
 */
export function movementsOf(
  type: string,
  event: JsonObject,
  place: Place,
  master: EpcisMasterData,
): Movements {
  const lookup = new Lookup(master)
  const uncounted: EpcisUncounted[] = []
  const lines = flowsOf(type, event, place).flatMap((flow) => {
    const about = aboutFlow(event, flow, place, master)
    return merge(
      flow.objects.flatMap((named) => {
        const found = countable(named)
        if (found === undefined) return []
        if ('why' in found) uncounted.push(found)
        return 'why' in found ? [] : (lineOf(found, named, about, lookup) ?? [])
      }),
    )
  })
  return { lines, uncounted }
}

/** What holds for every line of a flow. */
interface About {
  readonly event: JsonObject
  readonly place: Place
  readonly flow: Flow
  readonly lot: LotData
  readonly status: StockStatus | undefined
  readonly document: DocumentRef | undefined
  /** Undefined where the plant is not known. */
  readonly location: string | undefined
}

function aboutFlow(event: JsonObject, flow: Flow, place: Place, { plant }: EpcisMasterData): About {
  const status = stockStatus(event, place.namespaces)
  // What the disposition says of a transformation is about what came out of it.
  const out = flow.movement === 'transformation' ? 'unrestricted' : status.out
  return {
    event,
    place,
    flow,
    lot: flow.described ? lotData(event, place.namespaces) : {},
    status: flow.direction === 'in' ? status.in : out,
    document: documentOf(event, flow.movement, place.namespaces),
    location: plant && locationOf(event, flow.direction, plant),
  }
}

/** The trade item that an entry counts; undefined where it counts nothing, or is reported as no identifier at all. */
function countable({ id, amount, at }: Named): TradeItem | EpcisUncounted | undefined {
  const what = parseIdentifier(id)
  if (what.kind === 'malformed') {
    const scheme = what.scheme.toUpperCase()
    at.report(`${at.field}, ${id}, is no ${scheme}: it must be ${what.expected}`, 'bad-identifier')
    return undefined
  }
  if (what.kind !== 'trade-item') return { id, why: 'no-trade-item' }
  if (what.piece && what.piece.number !== 1) return { id, why: 'further-piece' }
  if (amount === undefined) return { id, why: 'no-quantity' }
  return amount === '0' ? undefined : what
}

function lineOf(what: TradeItem, named: Named, about: About, lookup: Lookup): EpcisLine | undefined {
  const { event, flow, place, document, location } = about
  const item = lookup.item(what.gtin, named)
  const unit = item && lookup.unit(item, what.gtin, named)
  lookup.needsPlant(place)
  const lot = lookup.id('lot', what.lot ?? about.lot.lot, named.at)
  const serial = lookup.id('serial', named.single ? what.serial : undefined, named.at)
  if (
    !item ||
    !unit ||
    location === undefined ||
    named.amount === undefined ||
    lot === false ||
    serial === false
  )
    return undefined
  const year = Number(String(event['eventTime']).slice(0, 4))
  const expiresOn = (what.expiry && dayOfAi17(what.expiry, year)) || about.lot.expiresOn
  const inspected = itemAtPlant(item, lookup.master.plantId).inspectAtReceipt === true
  return {
    direction: flow.direction,
    item: item.item,
    gtin: what.gtin,
    ...(lot ? { lot } : {}),
    ...(expiresOn && flow.direction === 'in' ? { expiresOn } : {}),
    ...(serial ? { serials: [serial] } : {}),
    quantity: { amount: named.amount, unit },
    location,
    status: about.status ?? (inspected ? 'inInspection' : 'unrestricted'),
    ...(document ? { document } : {}),
  }
}

/** Lines of the same goods as one. */
function merge(lines: readonly EpcisLine[]): EpcisLine[] {
  const groups = new Map<string, EpcisLine[]>()
  for (const line of lines) {
    const key = JSON.stringify([line.item, line.gtin, line.lot, line.expiresOn, line.quantity.unit])
    const group = groups.get(key)
    if (group) group.push(line)
    else groups.set(key, [line])
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [EpcisLine]
    const serials = group.flatMap((line) => line.serials ?? [])
    const quantity = { amount: sum(group.map((l) => l.quantity.amount)), unit: first.quantity.unit }
    return { ...first, ...(serials.length > 0 ? { serials } : {}), quantity }
  })
}
