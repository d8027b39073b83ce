import {
  type ApproveStockCount,
  compare,
  type DataOf,
  isNegative,
  multiply,
  negate,
  ownerKey,
  RecountRequested,
  type RequestRecount,
  StockCountApproved,
  StockCounted,
  type StockCountReported,
  subtract,
} from '@takt/contracts'
import { type Decision, isRejection, type Rejection, reject } from '@takt/decider'
import { type Ask, lacksLot, measure, placed, stands } from './ask.ts'
import { own, remember } from './bounded.ts'
import type { StockItemEvent } from './messages.ts'
import type { OpenCount, StockItem } from './state.ts'
import { amountIn, amountOf, source, standing } from './stock.ts'
import { notThere } from './stock-checks.ts'

const NONE: readonly StockItemEvent[] = []

/** What was counted beside what is known: a difference within the plant's tolerance is posted with it. */
export function count(
  stock: StockItem,
  data: DataOf<typeof StockCountReported>,
  ask: Ask,
): Decision<StockItemEvent> {
  const { item, count: id, status = 'unrestricted', countedBy } = data
  const { location, lot } = placed(data, ask)
  const owner = ownerKey(data.owner)
  const measured = measure(data.counted, ask)
  if (isRejection(measured)) return measured
  const refusal =
    lacksLot(lot, ask) ?? (ask.refusable && own(stock.closedCounts.entries, id) ? closed(data) : undefined)
  if (refusal) return refusal
  const at = standing(stock, lot, status, owner)
  const book =
    status === 'blocked' ? amountOf(stock, lot, location, status, owner) : amountIn(stock, lot, location, at)
  const { quantity: counted, reported } = measured
  const difference = subtract(counted.amount, book)
  const counting = { item, count: id, location, lot }
  const by = countedBy === undefined ? {} : { countedBy }
  const said = reported === undefined ? {} : { reported }
  return [
    StockCounted.create({ ...counting, ...stands(at), counted, ...said, book, difference, ...by }),
    ...(isWithin(difference, book, ask)
      ? [
          StockCountApproved.create({
            ...counting,
            ...stands(placeOf(stock, { lot, location, status, owner, difference })),
            quantity: { amount: difference, unit: ask.item.unit },
            withinTolerance: true,
          }),
        ]
      : []),
  ]
}

/** Posts the difference, not the count: what moved since is in stock already. */
export function approveCount(
  stock: StockItem,
  data: DataOf<typeof ApproveStockCount>,
  ask: Ask,
): Decision<StockItemEvent> {
  const open = own(stock.counts, data.count)
  if (!open) return own(stock.closedCounts.entries, data.count) ? closed(data) : unknown(data)
  if (open.recount) return recountPending(data)
  const { location, lot, difference } = open
  const at = placeOf(stock, open)
  const refusal = isNegative(difference)
    ? notThere(stock, { lot, location, ...at }, negate(difference), ask)
    : undefined
  if (refusal) return refusal
  return [
    StockCountApproved.create({
      ...{ item: data.item, count: data.count, location, lot },
      ...stands(at),
      quantity: { amount: difference, unit: ask.item.unit },
      withinTolerance: false,
      ...(data.approvedBy === undefined ? {} : { approvedBy: data.approvedBy }),
    }),
  ]
}

export function requestRecount(
  stock: StockItem,
  data: DataOf<typeof RequestRecount>,
): Decision<StockItemEvent> {
  const open = own(stock.counts, data.count)
  if (!open) return own(stock.closedCounts.entries, data.count) ? closed(data) : unknown(data)
  return open.recount ? NONE : [RecountRequested.create(data)]
}

/** In place. */
export function openCount(stock: StockItem, data: DataOf<typeof StockCounted>): void {
  const { count: id, location, lot, status, heldFrom, difference } = data
  stock.counts[id] = { location, lot, status: heldFrom ?? status, owner: ownerKey(data.owner), difference }
}

/** In place. */
export function closeCount(stock: StockItem, { count: id }: DataOf<typeof StockCountApproved>): void {
  delete stock.counts[id]
  remember(stock.closedCounts, id, true)
}

/** Where a difference is posted: a hold may have come or gone since the count. */
function placeOf(stock: StockItem, { lot, location, status, owner, difference }: OpenCount) {
  return isNegative(difference)
    ? source(stock, lot, location, status, negate(difference), owner)
    : standing(stock, lot, status, owner)
}

function isWithin(difference: string, book: string, { plant }: Ask): boolean {
  const size = isNegative(difference) ? negate(difference) : difference
  const known = isNegative(book) ? negate(book) : book
  return compare(multiply(size, '100'), multiply(plant.countTolerancePercent ?? '0', known)) <= 0
}

interface Named {
  readonly item: string
  readonly count: string
}

const unknown = ({ item, count: id }: Named): Rejection =>
  reject('unknown-count', `${item} has no open count ${id}.`, { item, count: id })

const closed = ({ item, count: id }: Named): Rejection =>
  reject('count-closed', `Count ${id} of ${item} was approved: count under another id.`, { item, count: id })

const recountPending = ({ item, count: id }: Named): Rejection =>
  reject('recount-pending', `Count ${id} of ${item} is to be counted again: report the new count first.`, {
    item,
    count: id,
  })
