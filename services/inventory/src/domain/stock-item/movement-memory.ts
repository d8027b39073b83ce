import {
  type Allotment,
  type DocumentRef,
  GoodsIssued,
  GoodsReceived,
  GoodsReturned,
  type LineState,
  MovementReversed,
  StockAdjusted,
  StockCountApproved,
  StockOwnerChanged,
  StockScrapped,
  StockStatusChanged,
  StockTransferred,
  subtract,
  TransferShipped,
} from '@takt/contracts'
import { difference } from './allotments.ts'
import { own } from './bounded.ts'
import { type Effect, effectsOf, linesOfEvent } from './effects.ts'
import { lineOf } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import type { Reservation, StockItem } from './state.ts'
import { lotOf } from './stock.ts'

/** How many of an item's last movements can be reversed; up to twice as many are kept, so that forgetting is cheap. */
export const REVERSIBLE_MOVEMENTS = 500

/** All that one message did to stock, lines and reservations: what its reversal must know. */
export interface Movement {
  /** The message's. */
  id: string
  effects: Effect[]
  /** By how much it changed what was fulfilled of lines. */
  lines?: { kind: LineState['kind']; document: DocumentRef; amount: string }[]
  /** What it used of reservations (below zero: gave back), and what each was before. */
  used?: { reservation: string; amount: string; lots?: Allotment[]; was?: Reservation }[]
  /** The last day that it said of a lot, and the one that was known before. */
  expiry?: { lot: string; said: string; before?: string }
  /** It shipped goods to another plant: what is in transit there is not undone from here. */
  left?: boolean
  /** The movement that this one undid. */
  reverses?: string
  reversedBy?: string
}

const MOVEMENTS: ReadonlySet<string> = new Set(
  [
    GoodsReceived,
    GoodsIssued,
    StockTransferred,
    StockAdjusted,
    StockStatusChanged,
    StockOwnerChanged,
    StockCountApproved,
    StockScrapped,
    GoodsReturned,
    MovementReversed,
  ].map((contract) => contract.name),
)

/** Keeps what an event is about to do, before it is done; in place. */
export function rememberMovement(stock: StockItem, event: StockItemEvent, messageId: string): void {
  if (TransferShipped.is(event)) entryFor(stock, messageId).left = true
  if (!MOVEMENTS.has(event.type)) return
  const movement = entryFor(stock, messageId)
  movement.effects.push(...effectsOf(event))
  const lines = linesOfEvent(event)
  if (lines.length > 0)
    movement.lines = [
      ...(movement.lines ?? []),
      ...lines.map(({ kind, document, fulfilled }) => ({
        kind,
        document,
        amount: subtract(fulfilled, lineOf(stock[kind], document)?.fulfilled ?? '0'),
      })),
    ]
  const used = usedBy(stock, event)
  if (used.length > 0) movement.used = [...(movement.used ?? []), ...used]
  if (GoodsReceived.is(event) && event.data.expiresOn !== undefined) {
    const { lot, expiresOn: said } = event.data
    const before = lotOf(stock, lot)?.expiresOn
    movement.expiry = { lot, said, ...(before === undefined ? {} : { before }) }
  }
  if (MovementReversed.is(event)) {
    movement.reverses = event.data.movement
    const reversed = movementOf(stock, event.data.movement)
    if (reversed) reversed.reversedBy = messageId
  }
}

export const movementOf = (stock: StockItem, id: string): Movement | undefined =>
  stock.movements.find((movement) => movement.id === id)

/** One message may make several events: the last entry is its own then. */
function entryFor(stock: StockItem, id: string): Movement {
  const last = stock.movements.at(-1)
  if (last?.id === id) return last
  if (stock.movements.length >= 2 * REVERSIBLE_MOVEMENTS) {
    stock.movements.splice(0, REVERSIBLE_MOVEMENTS)
    stock.movementsForgotten = true
  }
  const movement: Movement = { id, effects: [] }
  stock.movements.push(movement)
  return movement
}

function usedBy(stock: StockItem, event: StockItemEvent): NonNullable<Movement['used']> {
  const after = GoodsIssued.is(event) || MovementReversed.is(event) ? (event.data.reservations ?? []) : []
  return after.map(({ reservation, open, allotments }) => {
    const was = own(stock.reservations, reservation)
    const lots = difference(was?.allotments ?? [], (was ? was.allotments && allotments : allotments) ?? [])
    // Copied: the state's own entry goes on changing.
    return {
      reservation,
      amount: subtract(was?.open ?? '0', open),
      ...(lots.length > 0 ? { lots } : {}),
      ...(was ? { was: { ...was } } : {}),
    }
  })
}
