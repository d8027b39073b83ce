import { MovementReversalReported, MovementReversed } from '@takt/contracts'
import { type Decision, type Given, isRejection } from '@takt/decider'
import { type Ask, asked, type StockReference } from './ask.ts'
import { own } from './bounded.ts'
import { evolve } from './evolve.ts'
import type { StockItemEvent, StockItemMessage } from './messages.ts'
import type { StockItem } from './state.ts'

type Decide = (stock: StockItem, message: StockItemMessage, ask: Ask) => Decision<StockItemEvent>
const NONE: readonly StockItemEvent[] = []

/**
 * The events that reverse a movement at once, where its reversal came before it. Decided on a copy of the state with
 * the movement in it: it is rare, and both are recorded in one append.
 */
export function reversedAtOnce(
  stock: StockItem,
  events: readonly StockItemEvent[],
  given: Given<StockReference>,
  decide: Decide,
): readonly StockItemEvent[] {
  const { messageId: movement } = given
  const awaited = own(stock.awaitedReversals, movement)
  if (!awaited) return NONE
  const { reversal, reason } = awaited
  let after = structuredClone(stock)
  for (const event of structuredClone(events)) after = evolve(after, event, movement)
  const message = MovementReversalReported.create({ item: given.reference.item.item, movement, reason })
  const ask = asked(after, message, { ...given, messageId: reversal })
  const decision = decide(after, message, { ...ask, arrived: true })
  if (isRejection(decision)) return NONE
  return decision.map((event) =>
    MovementReversed.is(event) ? { ...event, data: { ...event.data, reversal } } : event,
  )
}
