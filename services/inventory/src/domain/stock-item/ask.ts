import {
  type ItemAtPlant,
  type LineState,
  type Owner,
  ownerOf,
  type Plant,
  type Quantity,
  toBaseUnit,
  utc,
} from '@takt/contracts'
import { type Given, type Past, type Rejection, reject } from '@takt/decider'
import { own } from './bounded.ts'
import { due } from './expiry-queue.ts'
import { isRequest, type StockItemMessage } from './messages.ts'
import type { Standing } from './standing.ts'
import type { StockItem } from './state.ts'
import { foreignStatus, noStatus } from './statuses.ts'

/** The master data that a stock item is decided with. */
export interface StockReference {
  readonly item: ItemAtPlant
  readonly plant: Plant
}

/** What every decision about a stock item is given. */
export interface Ask {
  readonly messageId: string
  /** A request may be refused; what happened already may not. */
  readonly refusable: boolean
  /** Both in UTC, so that they compare as text. */
  readonly now: string
  readonly occurredAt: string
  readonly item: ItemAtPlant
  readonly plant: Plant
  /** Reservations that are past their time and not recorded as expired yet: they count no more. */
  readonly expired: readonly string[]
  /** Earlier messages that were read for it. */
  readonly past?: Past | undefined
  /** The reversal waited for its movement, and that is here now. */
  readonly arrived?: boolean
}

export function asked(stock: StockItem, message: StockItemMessage, given: Given<StockReference>): Ask {
  const now = utc(given.now)
  return {
    messageId: given.messageId,
    refusable: isRequest(message),
    now,
    occurredAt: utc(given.occurredAt),
    ...given.reference,
    expired: expiredBy(stock, now),
    past: given.past,
  }
}

/** Reservations that are past their time by an instant in UTC, and not recorded as expired yet. */
export function expiredBy(stock: StockItem, now: string): string[] {
  const isDue = (id: string) => (own(stock.reservations, id)?.expiresAt ?? '~') <= now
  return [...new Set(due(stock.expiries, now))].filter(isDue)
}

/** A quantity as events carry it: in the base unit, and as it was said where that is another quantity. */
export interface Measured {
  readonly quantity: Quantity
  readonly reported?: Quantity
}

export function measure(said: Quantity, { item }: Pick<Ask, 'item'>): Measured | Rejection {
  const quantity = toBaseUnit(said, item)
  if (!quantity) return unknownUnit(said.unit, item)
  return quantity.amount === said.amount && quantity.unit === said.unit
    ? { quantity }
    : { quantity, reported: said }
}

export const unitsOf = (item: Pick<ItemAtPlant, 'unit' | 'conversions'>): string[] => [
  item.unit,
  ...item.conversions.map((c) => c.unit),
]

const unknownUnit = (unit: string, item: ItemAtPlant) =>
  reject('unknown-unit', noUnit(unit, item), { item: item.item, unit, known: unitsOf(item) })

const noUnit = (unit: string, item: ItemAtPlant): string =>
  `${item.item} has no unit ${unit}; it is known in ${unitsOf(item).join(', ')}. Publish the item with a conversion, or use one of these.`

/**
 * What master data lack to understand what happened, and how to mend it: a unit or a status that is not known. A
 * request that names one is refused by the decision instead.
 */
export function notUnderstood(
  message: StockItemMessage,
  { item, plant }: StockReference,
): { readonly code: string; readonly sentence: string } | undefined {
  if (isRequest(message)) return undefined
  const { quantity, accepted, rejected, confirmed, guaranteed, max, counted } = message.data as Said
  const parts = Array.isArray(confirmed) ? confirmed.map((part) => part.quantity) : []
  const said = [quantity, accepted, rejected, guaranteed, max, counted, ...parts]
  const unknown = said.find((each) => each && !unitsOf(item).includes(each.unit))
  if (unknown) return { code: 'unknown-unit', sentence: noUnit(unknown.unit, item) }
  const status = foreignStatus(message, plant)
  return status === undefined ? undefined : { code: 'unknown-status', sentence: noStatus(status, plant) }
}

interface Said {
  readonly quantity?: Quantity
  readonly accepted?: Quantity | undefined
  readonly rejected?: Quantity | undefined
  readonly guaranteed?: Quantity | undefined
  readonly max?: Quantity | undefined
  readonly counted?: Quantity | undefined
  /** Of a supplier's answer, by day. */
  readonly confirmed?: unknown
}

/** How stock stands, as an event carries it. */
export const stands = ({ status, heldFrom, owner }: Standing) => ({
  status,
  ...(heldFrom === undefined ? {} : { heldFrom }),
  ...owned(ownerOf(owner)),
})

/** The serial numbers as an event carries them: those of an item that is kept by them. */
export const numbered = (
  { serials }: { readonly serials?: string[] | undefined },
  { item }: Ask,
): { serials?: string[] } => (item.serialControlled && serials && serials.length > 0 ? { serials } : {})

export const owned = (owner: Owner | undefined) => (owner ? { owner } : {})

/** Where something happens: the plant's default location and no lot where nothing else is said. */
export const placed = (
  data: { location?: string | undefined; lot?: string | undefined },
  { plant }: Ask,
) => ({
  location: data.location ?? plant.defaultLocation,
  lot: data.lot ?? '',
})

/** Refuses a request that names no lot of an item that is kept in lots. */
export const lacksLot = (lot: string, { item, refusable }: Ask): Rejection | undefined =>
  refusable && item.lotControlled && lot === ''
    ? reject('lot-required', `${item.item} is kept in lots: name the lot.`, { item: item.item })
    : undefined

/** Refuses a request for so little that nothing of it is left in the base unit. */
export const roundsToZero = (
  { quantity, reported }: Measured,
  { item, refusable }: Ask,
): Rejection | undefined =>
  refusable && quantity.amount === '0'
    ? reject(
        'rounds-to-zero',
        `${reported?.amount} ${reported?.unit} of ${item.item} are nothing in ${item.unit} with ${item.decimals} digits after the point.`,
        { item: item.item, quantity: reported, unit: item.unit, decimals: item.decimals },
      )
    : undefined

/** Where an event touches lines, they are named; else nothing is. */
export const withLines = (lines: readonly LineState[]) => (lines.length > 0 ? { lines: [...lines] } : {})
