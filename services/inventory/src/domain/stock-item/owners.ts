import { ownerKey, StockOwnerChanged } from '@takt/contracts'
import { type Decision, isRejection } from '@takt/decider'
import { type Ask, lacksLot, measure, numbered, placed, roundsToZero } from './ask.ts'
import type { OwnerChange, StockItemEvent } from './messages.ts'
import { serialFault } from './serial-checks.ts'
import type { StockItem } from './state.ts'
import { source } from './stock.ts'
import { notThere } from './stock-checks.ts'

/** Stock changes hands where it lies, whatever its status: a hold on it stays. */
export function changeOwner(stock: StockItem, data: OwnerChange, ask: Ask): Decision<StockItemEvent> {
  const { item, status = 'unrestricted', fromOwner, toOwner, document, reason } = data
  const { location, lot } = placed(data, ask)
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  const from = ownerKey(fromOwner)
  if (from === ownerKey(toOwner)) return []
  const amount = measured.quantity.amount
  const at = source(stock, lot, location, status, amount, from)
  const there = { lot, location, status: at.status, owner: from }
  const refusal =
    lacksLot(lot, ask) ??
    roundsToZero(measured, ask) ??
    (ask.refusable ? notThere(stock, there, amount, ask) : undefined) ??
    serialFault(stock, { serials: data.serials, amount, from: { location, lot, ...at } }, ask)
  if (refusal) return refusal
  return [
    StockOwnerChanged.create({
      item,
      location,
      lot,
      status: at.status,
      ...(at.heldFrom === undefined ? {} : { heldFrom: at.heldFrom }),
      ...(fromOwner ? { fromOwner } : {}),
      ...(toOwner ? { toOwner } : {}),
      ...measured,
      ...numbered(data, ask),
      ...(document ? { document } : {}),
      ...(reason === undefined ? {} : { reason }),
    }),
  ]
}
