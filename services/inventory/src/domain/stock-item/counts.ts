import {
  type ApproveStockCount,
  add,
  compare,
  type DataOf,
  isNegative,
  isZero,
  max,
  multiply,
  negate,
  ownerKey,
  RecountRequested,
  type RequestRecount,
  StockCountApproved,
  StockCounted,
  type StockCountReported,
  subtract,
  sum,
} from '@takt/contracts'
import { type Decision, isRejection, type Rejection, reject } from '@takt/decider'
import { type Ask, lacksLot, measure, placed, stands } from './ask.ts'
import { own } from './bounded.ts'
import { placedAt, postedByNumber } from './count-posted.ts'
import { differing, told } from './count-serials.ts'
import { unclear } from './count-unclear.ts'
import { effectAs } from './effects.ts'
import type { StockItemEvent } from './messages.ts'
import { openCountOf } from './open-count.ts'
import { notSerialControlled } from './serial-checks.ts'
import type { Standing } from './standing.ts'
import type { OpenCount, StockItem } from './state.ts'
import { amountIn, amountOf, standing } from './stock.ts'
import { notThere } from './stock-checks.ts'

type Counting = DataOf<typeof StockCountReported>

const NONE: readonly StockItemEvent[] = []

/** What was counted beside what is known: a difference within the plant's tolerance is posted with it. */
export function count(stock: StockItem, data: Counting, ask: Ask): Decision<StockItemEvent> {
  const { item, count: id, status = 'unrestricted', countedBy } = data
  const { location, lot } = placed(data, ask)
  const owner = ownerKey(data.owner)
  const measured = measure(data.counted, ask)
  if (isRejection(measured)) return measured
  const refusal =
    lacksLot(lot, ask) ??
    notSerialControlled(data.serials, ask) ??
    (ask.refusable && own(stock.closedCounts.entries, id) ? closed(data) : undefined)
  if (refusal) return refusal
  const at = standing(stock, lot, status, owner)
  const book = bookOf(stock, lot, location, { status, owner })
  const { quantity: counted, reported } = measured
  const serials = serialsFound(data, counted.amount, ask)
  const counting = StockCounted.create({
    ...{ item, count: id, location, lot },
    ...stands(at),
    counted,
    ...(reported === undefined ? {} : { reported }),
    book,
    difference: subtract(counted.amount, book),
    ...(serials ? { serials, ...told(differing(stock, { location, lot, status, owner }, serials)) } : {}),
    ...(countedBy === undefined ? {} : { countedBy }),
  })
  const open = openCountOf(counting.data)
  const why = unclear(stock, id, open, ask)
  if (why && ask.refusable) return why
  return why || !isWithin(open, book, ask)
    ? [counting]
    : [counting, approved(stock, data, open, { withinTolerance: true }, ask)]
}

/** What is known of a place; of a held lot what the hold blocks and what it found below zero, which it leaves. */
function bookOf(stock: StockItem, lot: string, location: string, { status, owner }: Standing): string {
  const free = amountOf(stock, lot, location, status, owner)
  const at = standing(stock, lot, status, owner)
  return at.heldFrom === undefined ? free : add(free, amountIn(stock, lot, location, at))
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
  const why = unclear(stock, data.count, open, ask)
  if (why) return why
  const by = data.approvedBy === undefined ? {} : { approvedBy: data.approvedBy }
  const approval = approved(stock, data, open, { withinTolerance: false, ...by }, ask)
  const { amount } = approval.data.quantity
  const { location, lot } = open
  const from = placedAt(stock, { ...open, difference: amount })
  return (
    (isNegative(amount) && notThere(stock, { lot, location, ...from }, negate(amount), ask)) || [approval]
  )
}

export function requestRecount(
  stock: StockItem,
  data: DataOf<typeof RequestRecount>,
): Decision<StockItemEvent> {
  const open = own(stock.counts, data.count)
  if (!open) return own(stock.closedCounts.entries, data.count) ? closed(data) : unknown(data)
  return open.recount ? NONE : [RecountRequested.create(data)]
}

/** Those that were named; where nothing is there, there are none. */
const serialsFound = ({ serials }: Counting, counted: string, { item }: Ask): string[] | undefined =>
  item.serialControlled ? (serials ?? (isZero(counted) ? [] : undefined)) : undefined

function approved(
  stock: StockItem,
  { item, count: id }: Named,
  open: OpenCount,
  by: Pick<DataOf<typeof StockCountApproved>, 'withinTolerance' | 'approvedBy'>,
  ask: Ask,
) {
  const { location, lot } = open
  const posted = postedByNumber(stock, open)
  const difference = posted ? sum(posted.effects.map(({ amount }) => amount)) : open.difference
  return StockCountApproved.create({
    ...{ item, count: id, location, lot },
    ...stands(placedAt(stock, { ...open, difference })),
    quantity: { amount: difference, unit: ask.item.unit },
    ...(posted && posted.effects.length > 0
      ? { missing: posted.missing, found: posted.found, effects: posted.effects.map(effectAs) }
      : {}),
    ...by,
  })
}

/** Of a count by serial numbers each that differs counts, also where the quantity is right. */
function isWithin(
  { difference, missing = [], found = [] }: OpenCount,
  book: string,
  { plant }: Ask,
): boolean {
  const size = max(sizeOf(difference), String(missing.length + found.length))
  return compare(multiply(size, '100'), multiply(plant.countTolerancePercent ?? '0', sizeOf(book))) <= 0
}

const sizeOf = (amount: string): string => (isNegative(amount) ? negate(amount) : amount)

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
