import { MovementReversed } from '@takt/contracts'
import type { Past } from '@takt/decider'
import type { StockItemEvent } from './messages.ts'
import { isMovement, type Movement, movementOfEvents, noteIn } from './movement.ts'
import type { StockItem } from './state.ts'

/**
 * How many of an item's last movements are kept with it; up to twice as many are, so that forgetting is cheap. Older
 * ones are read from the item's stream when one of them is to be reversed.
 */
export const KEPT_MOVEMENTS = 500

/** The id that the reversal of a movement claims, by which it is found again: no message can have it. */
export const reversalOf = (movement: string): string => `reversal-of\n${movement}`

/** Keeps what an event does, in place. */
export function rememberMovement(stock: StockItem, event: StockItemEvent, messageId: string): void {
  if (!isMovement(event)) return
  noteIn(entryFor(stock, messageId), event)
  if (!MovementReversed.is(event)) return
  const reversed = kept(stock, event.data.movement)
  if (reversed) reversed.reversedBy = messageId
}

/** One message may make several events: the last entry is its own then. */
function entryFor(stock: StockItem, id: string): Movement {
  const last = stock.movements.at(-1)
  if (last?.id === id) return last
  if (stock.movements.length >= 2 * KEPT_MOVEMENTS) stock.movements.splice(0, KEPT_MOVEMENTS)
  const movement: Movement = { id, effects: [] }
  stock.movements.push(movement)
  return movement
}

export const kept = (stock: StockItem, id: string): Movement | undefined =>
  stock.movements.find((movement) => movement.id === id)

/** What must be read to know a movement that is not kept: its message, and the one that reversed it. */
export const readFor = (stock: StockItem, id: string): readonly string[] =>
  kept(stock, id) ? [] : [id, reversalOf(id)]

/** A movement by the id of its message, kept or read; undefined where that message moved nothing, or is not known. */
export function movementOf(stock: StockItem, id: string, past: Past | undefined): Movement | undefined {
  const near = kept(stock, id)
  if (near) return near
  const read = movementOfEvents(id, eventsOf(past, id))
  if (!read) return undefined
  const reversedBy =
    stock.movements.find(({ reverses }) => reverses === id)?.id ?? past?.get(reversalOf(id))?.messageId
  return reversedBy === undefined ? read : { ...read, reversedBy }
}

const eventsOf = (past: Past | undefined, id: string) =>
  (past?.get(id)?.events ?? []) as readonly StockItemEvent[]
