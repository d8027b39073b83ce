import {
  add,
  compare,
  type ItemAtPlant,
  isPromisable,
  isZero,
  min,
  negate,
  type Owner,
  ownerKey,
  type Quantity,
  type StatusSettings,
  statusUse,
  sum,
  toBaseUnit,
} from '@takt/contracts'
import type { There } from './atp-risk-there.ts'
import type { OpenLine, Row } from './atp-rows.ts'

export type RiskSide = 'stock' | 'supply' | 'demand' | 'reserved'

/** By how much one side would change, signed, in base units. */
export interface RiskEffect {
  readonly side: RiskSide
  readonly quantity: string
}

/** What a message would change of an item; null where its data do not tell. */
export type Effects = readonly RiskEffect[] | null

/** What is known of the item that a message would change. */
export interface RiskWorld {
  readonly item: Pick<ItemAtPlant, 'item' | 'unit' | 'decimals' | 'conversions' | 'inspectAtReceipt'>
  readonly plant: StatusSettings
  /** Open lines, by day. */
  readonly lines: readonly OpenLine[]
  readonly reservations: NonNullable<Row['reservations']>
  /**
   * How its output is booked, where the message is of a work order that makes this item; null where it makes another,
   * undefined where that was not looked up.
   */
  readonly makes: { readonly inspect: boolean } | null | undefined
  /** What was looked up for the message; undefined where nothing was. */
  readonly there: readonly There[] | undefined
}

export interface Document {
  readonly type: string
  readonly id: string
  readonly line?: string | undefined
}

class UnknownStatusError extends Error {
  constructor(status: string) {
    super(`the plant has no status ${status}`)
  }
}

/** In the base unit; undefined where the unit is not known, or what is said is no quantity. */
export function base({ item }: RiskWorld, quantity: Quantity | undefined): string | undefined {
  try {
    return quantity && toBaseUnit(quantity, item)?.amount
  } catch {
    // It is parked because something is wrong with it; the quantity may be what is.
    return undefined
  }
}

/** In sum, in the base unit; undefined where that is not known of each. */
export function inAll(world: RiskWorld, quantities: readonly (Quantity | undefined)[]): string | undefined {
  const amounts = quantities.map((quantity) => base(world, quantity))
  const known = amounts.filter((amount) => amount !== undefined)
  return known.length < amounts.length ? undefined : sum(known)
}

/** Whether stock counts in ATP: of a status that the plant flags for it, and not a customer's. */
export function counts({ plant }: RiskWorld, { status, owner }: Pick<There, 'status' | 'owner'>): boolean {
  const use = statusUse(status, plant)
  // It may be published, with whatever flags, before the message is taken.
  if (!use) throw new UnknownStatusError(status)
  return use.atp && isPromisable(owner)
}

/** Of stock that counts in ATP. */
export const stock = (
  world: RiskWorld,
  status: string,
  owner: Owner | undefined,
  quantity: string,
): RiskEffect[] => (counts(world, { status, owner: ownerKey(owner) }) ? some('stock', quantity) : [])

export const some = (side: RiskSide, quantity: string): RiskEffect[] =>
  isZero(quantity) ? [] : [{ side, quantity }]

/** What is open of a document, or of the line of it that is named. */
export const open = ({ lines }: RiskWorld, kind: OpenLine['kind'], document: Document): string =>
  sum(linesOf(lines, kind, document).map((line) => add(line.confirmed, line.unconfirmed)))

/** What was wished or promised on the days of it that are open; a report of a line says all of it anew. */
export const scheduled = ({ lines }: RiskWorld, kind: OpenLine['kind'], document: Document): string =>
  sum(linesOf(lines, kind, { line: '', ...document }).map((line) => line.original))

const linesOf = (lines: readonly OpenLine[], kind: OpenLine['kind'], { type, id, line }: Document) =>
  lines.filter((l) => l.kind === kind && l.type === type && l.id === id && l.line === (line ?? l.line))

/** What a movement for a document takes from what is open of it. */
export function meets(
  world: RiskWorld,
  kind: OpenLine['kind'],
  document: Document | undefined,
  quantity: string,
): RiskEffect[] {
  if (document === undefined || compare(quantity, '0') < 0) return []
  return some(kind, negate(min(open(world, kind, document), quantity)))
}
