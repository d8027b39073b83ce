import { isPromisable, statusUse } from '@takt/contracts'
import { allotmentChanges } from './allotment-changes.ts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import type { Outcome } from './effects.ts'
import type { Matter } from './exceptions.ts'
import { placeIn, serialChanges } from './serials.ts'
import type { Serial, StockItem } from './state.ts'

/** The reservation and the lot that a serial number is set aside for and in; nothing where it is free. */
type SetAside = { readonly reservation: string; readonly lot: string } | undefined

/** A serial number that is set aside cannot be picked: it was issued to others, blocked, handed over, or is lost. */
export function missingSerials(stock: StockItem, { effects, events }: Outcome, ask: Ask): Matter[] {
  if (!ask.item.serialControlled) return []
  const changed = changedBy(stock, events)
  const moved = serialChanges(stock, effects)
  return [...new Set([...moved.keys(), ...changed.keys()])].flatMap((serial) => {
    const exception = `reserved-serial-missing:${serial}`
    const aside = changed.has(serial) ? changed.get(serial) : setAsideNow(stock, serial)
    if (!aside && own(stock.exceptions, exception) === undefined) return []
    const at = moved.get(serial)?.after ?? own(stock.serials.entries, serial)
    const stands = aside !== undefined && !isPicked(at, aside.lot, ask)
    const is = `Serial number ${serial} of ${ask.item.item}`
    return [
      {
        exception,
        code: 'reserved-serial-missing' as const,
        stands,
        sentence: stands
          ? `${is} is set aside for reservation ${aside.reservation} and cannot be picked: find another, or release the reservation.`
          : `${is} lacks for no reservation.`,
        details: { serial, ...(aside ? { lot: aside.lot } : {}) },
      },
    ]
  })
}

/** A hold on its lot, and its lot's last day, are told of by the lot. */
function isPicked(at: Serial | undefined, lot: string, { plant }: Ask): boolean {
  if (typeof at !== 'string' || at === '') return false
  const place = placeIn(at)
  return place.lot === lot && isPromisable(place.owner) && statusUse(place.status, plant)?.picking === true
}

function changedBy(stock: StockItem, events: Outcome['events']): Map<string, SetAside> {
  const after = new Map<string, SetAside>()
  for (const { reservation, before, after: now } of allotmentChanges(stock, events)) {
    for (const serial of before.flatMap(({ serials = [] }) => serials)) {
      const by = after.has(serial) ? after.get(serial) : setAsideNow(stock, serial)
      if (by?.reservation === reservation) after.set(serial, undefined)
    }
    for (const { lot, serials = [] } of now)
      for (const serial of serials) after.set(serial, { reservation, lot })
  }
  return after
}

function setAsideNow(stock: StockItem, serial: string): SetAside {
  const reservation = own(stock.reservedSerials, serial)
  if (reservation === undefined) return undefined
  const parts = own(stock.reservations, reservation)?.allotments ?? []
  return { reservation, lot: parts.find((part) => part.serials?.includes(serial))?.lot ?? '' }
}
