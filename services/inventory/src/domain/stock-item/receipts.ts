import type { DataOf, PostProductionReceipt } from '@takt/contracts'
import { type DocumentRef, GoodsReceived, ownerKey, type StockStatus } from '@takt/contracts'
import { type Decision, isRejection } from '@takt/decider'
import { type Ask, lacksLot, measure, numbered, placed, roundsToZero, stands, withLines } from './ask.ts'
import { own } from './bounded.ts'
import { documentKey, fulfil } from './ledger.ts'
import { newest } from './lots.ts'
import type { Receipt, StockItemEvent } from './messages.ts'
import { serialFault } from './serial-checks.ts'
import type { Ledger, StockItem } from './state.ts'
import { lotOf, standing } from './stock.ts'

/** Kinds of document that supply is scheduled by: what comes for one is counted even before its schedule is here. */
const SCHEDULED: ReadonlySet<DocumentRef['type']> = new Set(['purchaseOrder', 'workOrder', 'transferOrder'])

export function receive(stock: StockItem, data: Receipt, ask: Ask): Decision<StockItemEvent> {
  const status = data.status ?? (ask.item.inspectAtReceipt ? 'inInspection' : 'unrestricted')
  return received(stock, { ...data, status }, ask)
}

export function produce(
  stock: StockItem,
  { order, ...data }: DataOf<typeof PostProductionReceipt>,
  ask: Ask,
): Decision<StockItemEvent> {
  return received(stock, { ...data, document: { type: 'workOrder', id: order } }, ask)
}

function received(
  stock: StockItem,
  data: Receipt & { status: StockStatus },
  ask: Ask,
): Decision<StockItemEvent> {
  const { item, status, document, reason } = data
  const { location, lot } = placed(data, ask)
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  const at = standing(stock, lot, status, ownerKey(data.owner))
  const { amount } = measured.quantity
  const named = { serials: data.serials, amount, to: { location, lot, ...at } }
  const refusal = lacksLot(lot, ask) ?? roundsToZero(measured, ask) ?? serialFault(stock, named, ask)
  if (refusal) return refusal
  const lines =
    document && (SCHEDULED.has(document.type) || isKnown(stock.supply, document))
      ? fulfil(stock.supply, 'supply', document, amount)
      : []
  return [
    GoodsReceived.create({
      item,
      location,
      lot,
      // Stock without a lot cannot be told apart by its last day.
      ...(lot === '' ? {} : newest(lotOf(stock, lot), data, ask)),
      ...stands(at),
      ...numbered(data, ask),
      ...measured,
      ...(document ? { document } : {}),
      ...(reason === undefined ? {} : { reason }),
      ...withLines(lines),
    }),
  ]
}

export const isKnown = (ledger: Ledger, document: DocumentRef): boolean =>
  own(ledger.documents.entries, documentKey(document)) !== undefined
