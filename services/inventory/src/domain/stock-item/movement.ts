import {
  type Allotment,
  type DataOf,
  type DocumentRef,
  GoodsIssued,
  GoodsReceived,
  GoodsReturned,
  type LineState,
  MovementReversed,
  type ReservationState,
  ReversalAwaited,
  StockAdjusted,
  StockCountApproved,
  StockOwnerChanged,
  StockScrapped,
  StockStatusChanged,
  StockTransferred,
  subtract,
  TransferRecallRequested,
  TransferShipped,
} from '@takt/contracts'
import type { PastMessage } from '@takt/decider'
import { difference } from './allotments.ts'
import { type Effect, effectsOf, linesOfEvent } from './effects.ts'
import type { StockItemEvent } from './messages.ts'

/** All that one message did to stock, lines and reservations: what its reversal must know. */
export interface Movement {
  /** The message's. */
  id: string
  effects: Effect[]
  /** By how much it changed what was fulfilled of lines. */
  lines?: { kind: LineState['kind']; document: DocumentRef; amount: string }[]
  /** What it used of reservations (below zero: gave back), and what each was before. */
  used?: { reservation: string; amount: string; lots?: Allotment[]; was?: ReservationState }[]
  /** The last day that it left a lot with, and the one that was known before. */
  expiries?: { lot: string; said?: string; before?: string }[]
  /** It shipped goods to another plant: that one must know before it is undone. */
  shipment?: DataOf<typeof TransferShipped>
  /** It took a shipment back: that one is not undone from here. */
  recalled?: string
  /** The movement that this one is to undo once it comes. */
  awaits?: string
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
    ReversalAwaited,
    TransferShipped,
    TransferRecallRequested,
  ].map((contract) => contract.name),
)

export const isMovement = (event: { readonly type: string }): boolean => MOVEMENTS.has(event.type)

/** Adds what one of its events did, in place. The event alone tells it, whenever it is read. */
export function noteIn(movement: Movement, event: StockItemEvent): void {
  if (TransferShipped.is(event)) {
    movement.shipment = event.data
    return
  }
  if (ReversalAwaited.is(event) || TransferRecallRequested.is(event)) {
    movement.awaits = event.data.movement
    return
  }
  movement.effects.push(...effectsOf(event))
  const lines = linesOfEvent(event)
  const before = beforeIn(event)
  if (lines.length > 0)
    movement.lines = [
      ...(movement.lines ?? []),
      ...lines.map(({ kind, document, fulfilled }, i) => ({
        kind,
        document,
        amount: subtract(fulfilled, before?.lines?.[i] ?? '0'),
      })),
    ]
  const used = usedBy(event)
  if (used.length > 0) movement.used = [...(movement.used ?? []), ...used]
  const expiries = redated(event)
  if (expiries.length > 0) movement.expiries = expiries
  if (MovementReversed.is(event)) {
    movement.reverses = event.data.movement
    if (event.data.recalled !== undefined) movement.recalled = event.data.recalled
    delete movement.awaits
  }
}

/** Whose movement an event is part of: a reversal that came early is its own, though the movement's message made it. */
export const moverOf = (event: StockItemEvent, messageId: string): string =>
  (MovementReversed.is(event) && event.data.reversal) || messageId

/** The movement of a message in what it, or another, made; undefined where it moved nothing. */
export function movementIn(id: string, made: Iterable<PastMessage>): Movement | undefined {
  const movements = [...made].flatMap(({ messageId, events }) =>
    (events as readonly StockItemEvent[]).filter(
      (event) => isMovement(event) && moverOf(event, messageId) === id,
    ),
  )
  if (movements.length === 0) return undefined
  const movement: Movement = { id, effects: [] }
  for (const event of movements) noteIn(movement, event)
  return movement
}

const beforeIn = ({ data }: StockItemEvent) => ('before' in data ? data.before : undefined)

function usedBy(event: StockItemEvent): NonNullable<Movement['used']> {
  const after = GoodsIssued.is(event) || MovementReversed.is(event) ? (event.data.reservations ?? []) : []
  const before = new Map(beforeIn(event)?.reservations?.map((state) => [state.reservation, state]))
  return after.map(({ reservation, open, allotments }) => {
    const was = before.get(reservation)
    const lots = difference(was?.allotments ?? [], (was ? was.allotments && allotments : allotments) ?? [])
    return {
      reservation,
      amount: subtract(was?.open ?? '0', open),
      ...(lots.length > 0 ? { lots } : {}),
      ...(was ? { was } : {}),
    }
  })
}

function redated(event: StockItemEvent): NonNullable<Movement['expiries']> {
  const after =
    GoodsReceived.is(event) && event.data.expiresOn !== undefined && event.data.lot !== ''
      ? [{ lot: event.data.lot, expiresOn: event.data.expiresOn }]
      : MovementReversed.is(event)
        ? (event.data.expiries ?? [])
        : []
  const before = new Map(beforeIn(event)?.expiries?.map(({ lot, expiresOn }) => [lot, expiresOn]))
  return after.map(({ lot, expiresOn: said }) => {
    const was = before.get(lot)
    return { lot, ...(said === undefined ? {} : { said }), ...(was === undefined ? {} : { before: was }) }
  })
}
