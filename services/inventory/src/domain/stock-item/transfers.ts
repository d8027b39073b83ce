import {
  type DocumentRef,
  isNegative,
  type LineState,
  negate,
  ownerKey,
  StockAdjusted,
  StockStatusChanged,
  StockTransferred,
} from '@takt/contracts'
import { type Decision, isRejection } from '@takt/decider'
import {
  type Ask,
  lacksLot,
  measure,
  numbered,
  owned,
  placed,
  roundsToZero,
  stands,
  withLines,
} from './ask.ts'
import { takeBack } from './ledger.ts'
import type { Adjustment, StatusChange, StockItemEvent, Transfer } from './messages.ts'
import { rights, serialFault } from './serial-checks.ts'
import type { Standing } from './standing.ts'
import type { StockItem } from './state.ts'
import { source, standing } from './stock.ts'
import { heldLot, notThere } from './stock-checks.ts'

const NONE: readonly StockItemEvent[] = []

interface Why {
  readonly document?: Transfer['document']
  readonly reason?: Transfer['reason']
}

const why = ({ document, reason }: Why) => ({
  ...(document ? { document } : {}),
  ...(reason === undefined ? {} : { reason }),
})

export function transfer(stock: StockItem, data: Transfer, ask: Ask): Decision<StockItemEvent> {
  const { item, fromLocation, toLocation, lot = '', status = 'unrestricted' } = data
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  if (fromLocation === toLocation) return NONE
  const amount = measured.quantity.amount
  const from = source(stock, lot, fromLocation, status, amount, ownerKey(data.owner))
  const there = { lot, location: fromLocation, ...from }
  const refusal =
    lacksLot(lot, ask) ??
    roundsToZero(measured, ask) ??
    (ask.refusable ? notThere(stock, there, amount, ask) : undefined) ??
    serialFault(stock, { serials: data.serials, amount, from: there }, ask)
  if (refusal) return refusal
  return [
    StockTransferred.create({
      item,
      fromLocation,
      toLocation,
      lot,
      ...stands(from),
      ...numbered(data, ask),
      ...measured,
      ...why(data),
    }),
  ]
}

export function adjust(stock: StockItem, data: Adjustment, ask: Ask): Decision<StockItemEvent> {
  const { item, status = 'unrestricted' } = data
  const { location, lot } = placed(data, ask)
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  const amount = measured.quantity.amount
  const at = isNegative(amount)
    ? source(stock, lot, location, status, negate(amount), ownerKey(data.owner))
    : standing(stock, lot, status, ownerKey(data.owner))
  const there = { lot, location, ...at }
  const refusal =
    lacksLot(lot, ask) ??
    roundsToZero(measured, ask) ??
    (ask.refusable && isNegative(amount) ? notThere(stock, there, negate(amount), ask) : undefined) ??
    (data.serials || !rights(stock, there, amount)
      ? serialFault(stock, namedBy(data, amount, there), ask)
      : undefined)
  if (refusal) return refusal
  const lines = data.document ? givenBack(stock, data.document, amount) : []
  return [
    StockAdjusted.create({
      item,
      location,
      lot,
      ...stands(at),
      ...numbered(data, ask),
      ...measured,
      ...why(data),
      reason: data.reason,
      ...withLines(lines),
    }),
  ]
}

const namedBy = (
  { serials }: Adjustment,
  amount: string,
  at: Standing & { location: string; lot: string },
) => (isNegative(amount) ? { serials, amount: negate(amount), from: at } : { serials, amount, to: at })

/** A receipt or an issue for an order that never was leaves the order open again. */
const givenBack = (stock: StockItem, document: DocumentRef, amount: string): LineState[] =>
  isNegative(amount)
    ? takeBack(stock.supply, 'supply', document, negate(amount))
    : takeBack(stock.demand, 'demand', document, amount)

export function changeStatus(stock: StockItem, data: StatusChange, ask: Ask): Decision<StockItemEvent> {
  const { item } = data
  const { location, lot } = placed(data, ask)
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  if (data.from === data.to) return NONE
  const amount = measured.quantity.amount
  const owner = ownerKey(data.owner)
  const from = source(stock, lot, location, data.from, amount, owner)
  const refusal =
    lacksLot(lot, ask) ??
    roundsToZero(measured, ask) ??
    (ask.refusable
      ? (heldLot(stock, lot, ask) ??
        notThere(stock, { lot, location, status: data.from, owner }, amount, ask))
      : undefined) ??
    serialFault(stock, { serials: data.serials, amount, from: { location, lot, ...from } }, ask)
  if (refusal) return refusal
  const to = standing(stock, lot, data.to, owner)
  return [
    StockStatusChanged.create({
      item,
      location,
      lot,
      ...owned(data.owner),
      from: from.status,
      ...(from.heldFrom ? { heldFrom: from.heldFrom } : {}),
      to: to.status,
      ...(to.heldFrom ? { heldTo: to.heldFrom } : {}),
      ...numbered(data, ask),
      ...measured,
      ...why(data),
    }),
  ]
}
