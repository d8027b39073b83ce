import { MovementReversed, ReversalAwaited, TransferRecallRequested } from '@takt/contracts'
import type { Past, PastMessage } from '@takt/decider'
import type { StockItemEvent } from './messages.ts'
import { isMovement, type Movement, movementIn, moverOf, noteIn } from './movement.ts'
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
  const mover = moverOf(event, messageId)
  noteIn(entryFor(stock, mover, mover !== messageId), event)
  if (!MovementReversed.is(event)) return
  const reversed = kept(stock, event.data.movement)
  if (reversed) reversed.reversedBy = mover
}

/** One message may make several events: the last entry is its own then, unless it came early and waited. */
function entryFor(stock: StockItem, id: string, isEarly: boolean): Movement {
  const last = stock.movements.at(-1)
  const known = last?.id === id ? last : isEarly ? kept(stock, id) : undefined
  if (known) return known
  if (stock.movements.length >= 2 * KEPT_MOVEMENTS) stock.movements.splice(0, KEPT_MOVEMENTS)
  const movement: Movement = { id, effects: [] }
  stock.movements.push(movement)
  return movement
}

export const kept = (stock: StockItem, id: string): Movement | undefined =>
  stock.movements.find((movement) => movement.id === id)

/** What must be read to know a movement that is not kept: its message, those it waited for, and what reversed it. */
export function readFor(stock: StockItem, id: string, past: Past): readonly string[] {
  if (kept(stock, id)) return []
  const waited = past
    .get(id)
    ?.events.find((event) => ReversalAwaited.is(event) || TransferRecallRequested.is(event))
  if (!waited) return [id, reversalOf(id)]
  const { movement } = waited.data as { movement: string }
  return [id, reversalOf(id), movement, reversalOf(movement)]
}

/** A movement by the id of its message, kept or read; undefined where that message moved nothing, or is not known. */
export function movementOf(stock: StockItem, id: string, past: Past | undefined): Movement | undefined {
  const near = kept(stock, id)
  if (near) return near
  const read = movementIn(id, messagesIn(past))
  if (!read) return undefined
  const reversedBy = stock.movements.find(({ reverses }) => reverses === id)?.id ?? reverserOf(id, past)
  return reversedBy === undefined ? read : { ...read, reversedBy }
}

/** One may have been read by its id and by what it claimed. */
const messagesIn = (past: Past | undefined): Iterable<PastMessage> =>
  new Map([...(past?.values() ?? [])].flatMap((read) => (read ? [[read.messageId, read]] : []))).values()

function reverserOf(id: string, past: Past | undefined): string | undefined {
  const claimed = past?.get(reversalOf(id))
  const reversed = (claimed?.events ?? [])
    .filter(MovementReversed.is)
    .find(({ data }) => data.movement === id)
  return claimed && (reversed?.data.reversal ?? claimed.messageId)
}
