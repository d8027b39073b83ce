import { DemandCancelled, type DocumentRef } from '@takt/contracts'
import type { Ask } from './ask.ts'
import { linesOfEvent } from './effects.ts'
import { due, push, settle } from './expiry-queue.ts'
import { lineKey, lineOf, openOf, stateOf } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'

/** As many as one append can take; the rest follows with the next decision, and counts no more meanwhile. */
const EXPIRED_AT_ONCE = 200

const nameOf = (document: DocumentRef): string => JSON.stringify(document)
const documentOf = (name: string): DocumentRef => JSON.parse(name) as DocumentRef

const isLive = (stock: StockItem, document: DocumentRef, at: string): boolean => {
  const line = lineOf(stock.demand, document)
  return line?.validUntil === at && openOf(line).length > 0
}

/** Remembers when a quote ends by itself, in place. */
export function watchQuote(stock: StockItem, document: DocumentRef, validUntil: string | undefined): void {
  if (validUntil !== undefined) push(stock.quotes, validUntil, nameOf(document))
  settle(stock.quotes, (name, at) => isLive(stock, documentOf(name), at))
}

/** Demand of quotes that are past their last moment: it counts no more by itself, and this records it. */
export function expiredQuotes(
  stock: StockItem,
  decided: readonly StockItemEvent[],
  ask: Ask,
): StockItemEvent[] {
  if (stock.quotes.length === 0) return []
  const touched = new Set(decided.flatMap(linesOfEvent).map(({ document }) => lineKey(document)))
  const names = [...new Set(due(stock.quotes, ask.now))].slice(0, EXPIRED_AT_ONCE)
  return names.flatMap((name) => {
    const document = documentOf(name)
    const line = lineOf(stock.demand, document)
    if (!line?.validUntil || line.validUntil > ask.now || !isLive(stock, document, line.validUntil)) return []
    if (touched.has(lineKey(document))) return []
    return [
      DemandCancelled.create({
        item: ask.item.item,
        document,
        reason: `was valid until ${line.validUntil}`,
        // Whoever says anything newer of the quote than what it ended by has the last word.
        reportedAt: line.reportedAt ?? ask.occurredAt,
        lines: [stateOf('demand', document, line, { ...line, cancelled: true })],
      }),
    ]
  })
}
