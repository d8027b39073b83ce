import {
  type DataOf,
  type DocumentRef,
  GoodsIssued,
  isPositive,
  isPromisable,
  min,
  ownerKey,
  type PostConsumption,
  type ReservationUse,
  statusUse,
  subtract,
  sum,
} from '@takt/contracts'
import { type Decision, isRejection, type Rejection, reject } from '@takt/decider'
import { allottedIn, allottedOf, isOfLots, serialsOf, without } from './allotments.ts'
import { type Ask, lacksLot, measure, numbered, placed, roundsToZero, stands, withLines } from './ask.ts'
import { own } from './bounded.ts'
import { documentKey, fulfil } from './ledger.ts'
import type { Issue, StockItemEvent } from './messages.ts'
import { isKnown } from './receipts.ts'
import { reservedForLine } from './reserved-sums.ts'
import { serialFault, serialsOfOthers } from './serial-checks.ts'
import type { Reservation, StockItem } from './state.ts'
import { notConsumable } from './statuses.ts'
import { source } from './stock.ts'
import { expiredLot, heldLot, notThere, reservedByOthers, todayOf } from './stock-checks.ts'

/** Kinds of document that demand is scheduled by: what goes for one is counted even before its schedule is here. */
const SCHEDULED: ReadonlySet<DocumentRef['type']> = new Set(['salesOrder', 'workOrder', 'transferOrder'])

export const consume = (
  stock: StockItem,
  { order, ...data }: DataOf<typeof PostConsumption>,
  ask: Ask,
): Decision<StockItemEvent> => issue(stock, { ...data, document: { type: 'workOrder', id: order } }, ask)

export function issue(
  stock: StockItem,
  data: Issue & { operation?: string | undefined },
  ask: Ask,
): Decision<StockItemEvent> {
  const { item, status = 'unrestricted', reason, operation, reservation } = data
  const { location, lot } = placed(data, ask)
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  const amount = measured.quantity.amount
  const claim = reservation === undefined ? undefined : own(stock.reservations, reservation)
  const document = data.document ?? claim?.document
  const owner = ownerKey(data.owner)
  const isPicked = isPromisable(owner) && statusUse(status, ask.plant)?.picking === true
  const from = source(stock, lot, location, status, amount, owner)
  const named = { serials: data.serials, amount, from: { location, lot, ...from } }
  const taken = { amount, lot, serials: numbered(data, ask).serials, named: reservation }
  const claimed = reservationsFor(stock, document, taken, ask)
  const mine = isPicked ? claimed : []
  const reservations = uses(stock, mine, taken)
  const refusal = ask.refusable
    ? (lacksLot(lot, ask) ??
      roundsToZero(measured, ask) ??
      unknownReservation(reservation, mine, ask) ??
      heldLot(stock, lot, ask) ??
      expiredLot(stock, lot, todayOf(ask), ask) ??
      notConsumable(status, ask) ??
      notThere(stock, { lot, location, status, owner }, amount, ask) ??
      serialFault(stock, named, ask) ??
      serialsOfOthers(stock, taken.serials, claimed, ask) ??
      (isPicked ? takenFromOthers(stock, taken, mine, reservations, ask) : undefined))
    : undefined
  if (refusal) return refusal
  const lines =
    document && (SCHEDULED.has(document.type) || isKnown(stock.demand, document))
      ? fulfil(stock.demand, 'demand', document, amount)
      : []
  return [
    GoodsIssued.create({
      item,
      location,
      lot,
      ...stands(from),
      ...numbered(data, ask),
      ...measured,
      ...(document ? { document } : {}),
      ...(reason === undefined ? {} : { reason }),
      ...(operation === undefined ? {} : { operation }),
      ...withLines(lines),
      ...(reservations.length > 0 ? { reservations } : {}),
    }),
  ]
}

/** What an issue takes. */
interface Taking {
  readonly amount: string
  readonly lot: string
  /** Where they are told. */
  readonly serials: readonly string[] | undefined
  /** The reservation that it names. */
  readonly named: string | undefined
}

/** The live reservations that an issue may use: the one it names, and those for its order that fit its lot. */
function reservationsFor(
  stock: StockItem,
  document: DocumentRef | undefined,
  taking: Taking,
  { expired }: Ask,
): string[] {
  const { named } = taking
  const forOrder = document ? linesWith(stock, document).flatMap((d) => reservedForLine(stock, d)) : []
  const live = (id: string) => own(stock.reservations, id) as Reservation
  const isOfLot = (id: string) => isOfLots(live(id)) && isPositive(fitting(live(id), taking))
  // What is set aside of these very serial numbers, or of this lot, goes first.
  const ofSerials = forOrder.filter((id) => isOfLot(id) && isBySerials(live(id), taking))
  const ofAny = forOrder.filter((id) => !isOfLots(live(id)))
  const ids = [...(named === undefined ? [] : [named]), ...ofSerials, ...forOrder.filter(isOfLot), ...ofAny]
  return [...new Set(ids)].filter((id) => own(stock.reservations, id) && !expired.includes(id))
}

const isBySerials = ({ allotments }: Reservation, { serials }: Taking): boolean =>
  serials !== undefined && serialsOf(allotments).length > 0

/** What a reservation of lots holds of what is taken: of the serial numbers where both name them, else of the lot. */
function fitting(live: Reservation, taking: Taking): string {
  if (!isBySerials(live, taking)) return allottedIn(live, taking.lot)
  const held = new Set(serialsOf(live.allotments))
  return String(taking.serials?.filter((serial) => held.has(serial)).length ?? 0)
}

/** The document's line, or all its lines where none is named. */
function linesWith(stock: StockItem, document: DocumentRef): DocumentRef[] {
  if (document.line !== undefined) return [document]
  const lines = own(stock.demand.documents.entries, documentKey(document))?.lines ?? {}
  const named = Object.keys(lines).filter((line) => line !== '')
  return [document, ...named.map((line) => ({ ...document, line }))]
}

/**
 * Of reservations of lots, or of serial numbers, an issue uses what they hold of what it takes; of one that it names,
 * then the rest too.
 */
function uses(stock: StockItem, ids: readonly string[], taking: Taking): ReservationUse[] {
  const { amount, lot, serials, named } = taking
  const live = (id: string) => own(stock.reservations, id) as Reservation
  const others = ids.filter((id) => id !== named && isBySerials(live(id), taking))
  const ofOthers = sum(others.map((id) => fitting(live(id), taking)))
  const mostOf = (id: string) => {
    if (id === named) return min(live(id).open, subtract(amount, ofOthers))
    return isOfLots(live(id)) ? fitting(live(id), taking) : live(id).open
  }
  let left = amount
  const used: ReservationUse[] = []
  for (const id of ids) {
    const before = live(id).open
    const taken = min(min(mostOf(id), before), left)
    if (!isPositive(taken)) continue
    const rest = isOfLots(live(id)) ? { allotments: without(allottedOf(live(id)), taken, lot, serials) } : {}
    used.push({ reservation: id, used: taken, open: subtract(before, taken), ...rest })
    left = subtract(left, taken)
  }
  return used
}

/** Refuses to take what others have reserved from hand; what exceeds the issue's own reservations must be free. */
function takenFromOthers(
  stock: StockItem,
  { amount, lot }: Taking,
  mine: readonly string[],
  used: readonly ReservationUse[],
  ask: Ask,
): Rejection | undefined {
  const more = subtract(amount, sum(used.map((use) => use.used)))
  return (
    reservedByOthers(stock, lot, amount, mine, ask) ??
    (mine.length > 0 && isPositive(more) ? reservedByOthers(stock, lot, more, [], ask) : undefined)
  )
}

function unknownReservation(
  id: string | undefined,
  live: readonly string[],
  { item }: Ask,
): Rejection | undefined {
  if (id === undefined || live.includes(id)) return undefined
  return reject(
    'unknown-reservation',
    `${item.item} has no reservation ${id}, or it has been used, released or expired.`,
    { item: item.item, reservation: id },
  )
}
