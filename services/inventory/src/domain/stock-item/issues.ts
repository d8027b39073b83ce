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
} from '@takt/contracts'
import { type Decision, isRejection, type Rejection, reject } from '@takt/decider'
import { allottedIn, allottedOf, isOfLots, without } from './allotments.ts'
import { type Ask, lacksLot, measure, numbered, placed, roundsToZero, stands, withLines } from './ask.ts'
import { own } from './bounded.ts'
import { documentKey, fulfil } from './ledger.ts'
import type { Issue, StockItemEvent } from './messages.ts'
import { isKnown } from './receipts.ts'
import { reservedForLine } from './reserved.ts'
import { serialFault } from './serial-checks.ts'
import type { StockItem } from './state.ts'
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
  const mine = isPicked ? reservationsFor(stock, document, reservation, lot, ask) : []
  const refusal = ask.refusable
    ? (lacksLot(lot, ask) ??
      roundsToZero(measured, ask) ??
      unknownReservation(reservation, mine, ask) ??
      heldLot(stock, lot, ask) ??
      expiredLot(stock, lot, todayOf(ask), ask) ??
      notConsumable(status, ask) ??
      notThere(stock, { lot, location, status, owner }, amount, ask) ??
      serialFault(stock, named, ask) ??
      (isPicked ? reservedByOthers(stock, lot, amount, mine, ask) : undefined))
    : undefined
  if (refusal) return refusal
  const lines =
    document && (SCHEDULED.has(document.type) || isKnown(stock.demand, document))
      ? fulfil(stock.demand, 'demand', document, amount)
      : []
  const reservations = uses(stock, mine, { amount, lot, named: reservation })
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

/** The live reservations that an issue may use: the one it names, and those for its order that fit its lot. */
function reservationsFor(
  stock: StockItem,
  document: DocumentRef | undefined,
  named: string | undefined,
  lot: string,
  { expired }: Ask,
): string[] {
  const forOrder = document ? linesWith(stock, document).flatMap((d) => reservedForLine(stock, d)) : []
  const isIn = (id: string) => {
    const live = own(stock.reservations, id)
    return live !== undefined && isOfLots(live) && isPositive(allottedIn(live, lot))
  }
  const isOfAny = (id: string) => {
    const live = own(stock.reservations, id)
    return live !== undefined && !isOfLots(live)
  }
  // What is set aside of this very lot goes first.
  const ids = [...(named === undefined ? [] : [named]), ...forOrder.filter(isIn), ...forOrder.filter(isOfAny)]
  return [...new Set(ids)].filter((id) => own(stock.reservations, id) && !expired.includes(id))
}

/** The document's line, or all its lines where none is named. */
function linesWith(stock: StockItem, document: DocumentRef): DocumentRef[] {
  if (document.line !== undefined) return [document]
  const lines = own(stock.demand.documents.entries, documentKey(document))?.lines ?? {}
  const named = Object.keys(lines).filter((line) => line !== '')
  return [document, ...named.map((line) => ({ ...document, line }))]
}

/** Of reservations of lots an issue uses what they hold of its lot; of one that it names, then the rest too. */
function uses(
  stock: StockItem,
  ids: readonly string[],
  { amount, lot, named }: { amount: string; lot: string; named: string | undefined },
): ReservationUse[] {
  let left = amount
  const used: ReservationUse[] = []
  for (const id of ids) {
    const live = own(stock.reservations, id)
    if (!live || !isPositive(left)) break
    const most = id === named || !isOfLots(live) ? live.open : allottedIn(live, lot)
    const taken = min(most, left)
    if (!isPositive(taken)) continue
    const open = subtract(live.open, taken)
    const rest = isOfLots(live) ? { allotments: without(allottedOf(live), taken, lot) } : {}
    used.push({ reservation: id, used: taken, open, ...rest })
    left = subtract(left, taken)
  }
  return used
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
