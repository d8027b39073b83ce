import { MovementReversed, ReversalAwaited, TransferRecallRequested } from '@takt/contracts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import type { Outcome } from './effects.ts'
import type { Matter } from './exceptions.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'

/** So many reversals of an item wait for their movements at most; one more is brought to people, and not kept. */
export const MAX_AWAITED = 1000

interface Said {
  readonly item: string
  readonly movement: string
  readonly reason: string
}

/** Keeps a reversal that came before its movement; undefined where too many are kept. */
export function awaitMovement(
  stock: StockItem,
  { item, movement, reason }: Said,
  { messageId: reversal }: Ask,
): StockItemEvent[] | undefined {
  if (own(stock.awaitedReversals, movement)) return []
  if (Object.keys(stock.awaitedReversals).length >= MAX_AWAITED) return undefined
  return [ReversalAwaited.create({ item, movement, reversal, reason })]
}

/** The movement that a reversal waits for. */
export const awaitedBy = (stock: StockItem, reversal: string): string | undefined =>
  Object.entries(stock.awaitedReversals).find(([, awaited]) => awaited.reversal === reversal)?.[0]

/** A movement was reversed: none of it is awaited any more, nor is what a reversal waited for that was taken back; in place. */
export function awaitNoMore(stock: StockItem, movement: string): void {
  delete stock.awaitedReversals[movement]
  const other = awaitedBy(stock, movement)
  if (other !== undefined) delete stock.awaitedReversals[other]
}

/** It stands until the movement has come and was reversed, or the reversal itself was. */
export const reversalMatters = (stock: StockItem, { events }: Outcome): Matter[] =>
  events.flatMap((event) => {
    if (ReversalAwaited.is(event)) {
      const { movement, reversal, reason } = event.data
      return matter(
        movement,
        true,
        `Movement ${movement} was reversed by ${reversal} (${reason}), yet it has not come: it will be reversed when it does. If it never will, reverse ${reversal}.`,
      )
    }
    if (!MovementReversed.is(event) && !TransferRecallRequested.is(event)) return []
    const { movement } = event.data
    const other = own(stock.awaitedReversals, movement) ? movement : awaitedBy(stock, movement)
    return other === undefined ? [] : matter(other, false, `Movement ${other} is awaited no more.`)
  })

const matter = (movement: string, stands: boolean, sentence: string): Matter[] => [
  { exception: `reversal-awaited:${movement}`, code: 'reversal-awaited', stands, sentence },
]
