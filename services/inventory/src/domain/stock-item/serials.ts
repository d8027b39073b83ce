import { isNegative } from '@takt/contracts'
import { entryOf, own } from './bounded.ts'
import type { Effect } from './effects.ts'
import type { Serial, StockItem } from './state.ts'

/**
 * So many serial numbers of an item may not add up at a time. Those of any further observation are not followed, and
 * the amounts without a serial number tell that they are missing.
 */
export const MAX_UNSETTLED = 2000

/** Where a serial number is: by the status that it has or gets back, so that a hold moves none. */
export const placeOf = ({
  location,
  lot,
  status,
  heldFrom,
  owner,
}: Pick<Effect, 'location' | 'lot' | 'status' | 'heldFrom' | 'owner'>): string =>
  `${location}\n${lot}\n${heldFrom ?? status}\n${owner}`

export interface SerialPlace {
  readonly location: string
  readonly lot: string
  readonly status: string
  readonly owner: string
}

export function placeIn(key: string): SerialPlace {
  const [location = '', lot = '', status = '', owner = ''] = key.split('\n')
  return { location, lot, status, owner }
}

export type Counts = Readonly<Record<string, number>>

/** How often a serial number is at each place: once at one, if all adds up. */
export function countsOf(serial: Serial | undefined): Counts {
  if (serial === undefined || serial === '') return {}
  return typeof serial === 'string' ? { [serial]: 1 } : serial
}

export const isUnsettled = (serial: Serial | undefined): boolean => typeof serial === 'object'

const isGone = (serial: Serial): boolean => serial === ''

function settled(counts: Counts): Serial {
  const places = Object.entries(counts).filter(([, count]) => count !== 0)
  const [first] = places
  if (!first) return ''
  return places.length === 1 && first[1] === 1 ? first[0] : Object.fromEntries(places)
}

interface SerialChange {
  readonly before: Serial | undefined
  readonly after: Serial
  readonly moved: Counts
}

/** What effects do to each serial number they name; those that are one too many to follow are left out. */
export function serialChanges(stock: StockItem, effects: readonly Effect[]): Map<string, SerialChange> {
  const moved = new Map<string, Record<string, number>>()
  for (const effect of effects) {
    if (effect.serials.length === 0 || effect.amount === '0') continue
    const place = placeOf(effect)
    const by = isNegative(effect.amount) ? -1 : 1
    for (const serial of effect.serials) {
      const counts = moved.get(serial) ?? {}
      counts[place] = (own(counts, place) ?? 0) + by
      moved.set(serial, counts)
    }
  }
  const changes = new Map<string, SerialChange>()
  let unsettled = stock.unsettledSerials
  for (const [serial, by] of moved) {
    const before = own(stock.serials.entries, serial)
    const counts: Record<string, number> = { ...countsOf(before) }
    for (const [place, count] of Object.entries(by)) counts[place] = (own(counts, place) ?? 0) + count
    const after = settled(counts)
    const worse = Number(isUnsettled(after)) - Number(isUnsettled(before))
    if (worse > 0 && unsettled >= MAX_UNSETTLED) continue
    unsettled += worse
    changes.set(serial, { before, after, moved: by })
  }
  return changes
}

/** In place. */
export function moveSerials(stock: StockItem, effects: readonly Effect[]): void {
  if (effects.every(({ serials }) => serials.length === 0)) return
  for (const [serial, { before, after, moved }] of serialChanges(stock, effects)) {
    entryOf(stock.serials, serial, () => after, isGone)
    stock.serials.entries[serial] = after
    stock.unsettledSerials += Number(isUnsettled(after)) - Number(isUnsettled(before))
    for (const [place, by] of Object.entries(moved)) {
      const count = (own(stock.serialsAt, place) ?? 0) + by
      if (count === 0) delete stock.serialsAt[place]
      else stock.serialsAt[place] = count
    }
  }
}
