import {
  type DataOf,
  type DocumentRef,
  GoodsReturned,
  type GoodsReturnReported,
  ownerKey,
  type ScrapReported,
  StockScrapped,
} from '@takt/contracts'
import { type Decision, isRejection } from '@takt/decider'
import { type Ask, lacksLot, measure, numbered, placed, roundsToZero, stands, withLines } from './ask.ts'
import { takeBack } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { serialFault } from './serial-checks.ts'
import type { StockItem } from './state.ts'
import { source, standing } from './stock.ts'
import { notThere } from './stock-checks.ts'

export function scrap(
  stock: StockItem,
  data: DataOf<typeof ScrapReported>,
  ask: Ask,
): Decision<StockItemEvent> {
  const { item, status = 'unrestricted', reasonCode } = data
  const { location, lot } = placed(data, ask)
  const owner = ownerKey(data.owner)
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  const { amount } = measured.quantity
  const at = source(stock, lot, location, status, amount, owner)
  const refusal =
    lacksLot(lot, ask) ??
    roundsToZero(measured, ask) ??
    (ask.refusable ? notThere(stock, { lot, location, status, owner }, amount, ask) : undefined) ??
    serialFault(stock, { serials: data.serials, amount, from: { location, lot, ...at } }, ask)
  if (refusal) return refusal
  return [
    StockScrapped.create({
      ...{ item, location, lot, ...stands(at), ...numbered(data, ask) },
      ...measured,
      ...{ reasonCode, ...why(data) },
    }),
  ]
}

/** A return does not open its order again unless it says so. */
export function giveBack(
  stock: StockItem,
  data: DataOf<typeof GoodsReturnReported>,
  ask: Ask,
): Decision<StockItemEvent> {
  const { item, direction, reason, document, reopen = false } = data
  const comesIn = direction === 'fromCustomer'
  const status = data.status ?? (comesIn ? 'inInspection' : 'unrestricted')
  const { location, lot } = placed(data, ask)
  const owner = ownerKey(data.owner)
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  const { amount } = measured.quantity
  const at = comesIn
    ? standing(stock, lot, status, owner)
    : source(stock, lot, location, status, amount, owner)
  const place = { location, lot, ...at }
  const refusal =
    lacksLot(lot, ask) ??
    roundsToZero(measured, ask) ??
    (ask.refusable && !comesIn
      ? notThere(stock, { lot, location, status, owner }, amount, ask)
      : undefined) ??
    serialFault(stock, { serials: data.serials, amount, ...(comesIn ? { to: place } : { from: place }) }, ask)
  if (refusal) return refusal
  const kind = comesIn ? 'demand' : 'supply'
  const lines = document && reopen ? takeBack(stock[kind], kind, document, amount) : []
  return [
    GoodsReturned.create({
      ...{ item, direction, location, lot, ...stands(at), ...numbered(data, ask), ...measured, reason },
      ...(document ? { document } : {}),
      ...withLines(lines),
    }),
  ]
}

const why = ({ document, reason }: { document?: DocumentRef | undefined; reason?: string | undefined }) => ({
  ...(document ? { document } : {}),
  ...(reason === undefined ? {} : { reason }),
})
