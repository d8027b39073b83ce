import {
  add,
  type DataOf,
  isNegative,
  isPositive,
  isZero,
  MovementReversed,
  max,
  min,
  negate,
  type ReservationState,
  type ReverseMovement,
  StockExceptionRaised,
  subtract,
  sum,
} from '@takt/contracts'
import { type Decision, type Rejection, reject } from '@takt/decider'
import { restored } from './allotments.ts'
import { type Ask, withLines } from './ask.ts'
import { awaitMovement } from './awaited-reversals.ts'
import { reservationState } from './before.ts'
import { own } from './bounded.ts'
import { type Effect, effectAs } from './effects.ts'
import { lastDaysAfter } from './last-days.ts'
import { documentKey, undoneLines } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import type { Movement } from './movement.ts'
import { movementOf } from './movement-memory.ts'
import { requestRecall } from './recall-request.ts'
import { reservationOf } from './reserved.ts'
import { serialsGone } from './serial-checks.ts'
import { bucketOf } from './standing.ts'
import type { Reservation, StockItem } from './state.ts'
import { source, standing } from './stock.ts'
import { notThere } from './stock-checks.ts'

type Reverse = DataOf<typeof ReverseMovement>
const NONE: readonly StockItemEvent[] = []

/** Books all that a movement did the other way round. A movement is reversed once; its reversal is one, too. */
export function reverse(stock: StockItem, data: Reverse, ask: Ask): Decision<StockItemEvent> {
  const movement = movementOf(stock, data.movement, ask.past) ?? (ask.arrived ? nothing(data) : undefined)
  if (!movement) return notFound(stock, data, ask)
  const { reversedBy } = movement
  if (reversedBy !== undefined)
    return ask.refusable && reversedBy !== ask.messageId ? alreadyReversed(data, reversedBy) : NONE
  if (movement.recalled !== undefined)
    return ask.refusable
      ? wentBack(data, movement.recalled)
      : [nothingToUndo(data, wentBack(data, movement.recalled), ask)]
  if (movement.shipment) return requestRecall(stock, data, movement.shipment, ask)
  return undoing(stock, data, movement, ask)
}

/** The movement the other way round. */
export function undoing(
  stock: StockItem,
  data: Reverse,
  movement: Movement,
  ask: Ask,
): Decision<StockItemEvent> {
  const effects = merged(movement.effects.map((effect) => undone(stock, effect)))
  const refusal = ask.refusable ? gone(stock, effects, ask) : undefined
  if (refusal) return refusal
  const reservations = givenBack(stock, movement, ask)
  const expiries = lastDaysAfter(stock, movement)
  return [
    MovementReversed.create({
      item: data.item,
      movement: data.movement,
      reason: data.reason,
      unit: ask.item.unit,
      effects: effects.map(effectAs),
      ...withLines(undoneLines(stock, movement.lines ?? [])),
      ...(reservations.length > 0 ? { reservations } : {}),
      ...(expiries.length > 0 ? { expiries } : {}),
    }),
  ]
}

/** The other way round, where such stock lies now: a hold may have come or gone since. */
function undone(stock: StockItem, effect: Effect): Effect {
  const { lot, location, owner, amount } = effect
  const status = effect.heldFrom ?? effect.status
  const at =
    status === 'blocked' && isPositive(amount)
      ? source(stock, lot, location, status, amount, owner)
      : standing(stock, lot, status, owner)
  return { ...effect, heldFrom: undefined, ...at, amount: negate(amount) }
}

function merged(effects: readonly Effect[]): Effect[] {
  const sums = new Map<string, Effect>()
  for (const effect of effects) {
    // What goes and what comes by serial number does not cancel out.
    const way = effect.serials.length === 0 ? '' : isNegative(effect.amount) ? 'out' : 'in'
    const key = `${effect.location}\n${effect.lot}\n${bucketOf(effect)}\n${way}`
    const before = sums.get(key)
    const serials = [...(before?.serials ?? []), ...effect.serials]
    sums.set(key, { ...effect, serials, amount: add(before?.amount ?? '0', effect.amount) })
  }
  return [...sums.values()].filter(({ amount }) => !isZero(amount))
}

function gone(stock: StockItem, effects: readonly Effect[], ask: Ask): Rejection | undefined {
  for (const effect of effects) {
    const refusal = isNegative(effect.amount)
      ? notThere(stock, effect, negate(effect.amount), ask)
      : undefined
    if (refusal) return refusal
  }
  return serialsGone(stock, effects, ask)
}

/**
 * Reservations with what the movement had used of them, as far as they still are: one that was released or has
 * expired since is not revived, and another of the same id is not touched.
 */
function givenBack(stock: StockItem, { used = [] }: Movement, { now, expired }: Ask): ReservationState[] {
  const states: ReservationState[] = []
  for (const { reservation, amount, lots = [], was } of used) {
    const live = own(stock.reservations, reservation)
    const revivable = own(stock.endedReservations.entries, reservation) === 'used' ? was : undefined
    const after = live ?? (revivable && emptied(reservationOf(revivable)))
    if (!after || (was && !isSame(after, reservationOf(was)))) continue
    if ((after.expiresAt ?? '~') <= now || expired.includes(reservation)) continue
    const wanted = max('0', min(after.quantity, add(after.open, amount)))
    const isFree = (serial: string) => (own(stock.reservedSerials, serial) ?? reservation) === reservation
    const allotments =
      after.allotments && restored(after.allotments, subtract(wanted, after.open), lots, isFree)
    const open = allotments ? sum(allotments.map((part) => part.quantity)) : wanted
    if (open === after.open) continue
    states.push(reservationState(reservation, { ...after, open, ...(allotments ? { allotments } : {}) }))
  }
  return states
}

const emptied = (was: Reservation): Reservation => ({
  ...was,
  open: '0',
  ...(was.allotments ? { allotments: [] } : {}),
})

const isSame = (a: Reservation, b: Reservation): boolean =>
  a.quantity === b.quantity &&
  a.lot === b.lot &&
  a.strategy === b.strategy &&
  a.date === b.date &&
  a.pool === b.pool &&
  a.consumesOn === b.consumesOn &&
  a.consumesOn === b.consumesOn &&
  forWhat(a) === forWhat(b)
const forWhat = ({ document }: Reservation) => document && `${documentKey(document)} ${document.line ?? ''}`

/** It came, and there was nothing to do. */
const nothing = ({ movement: id }: Reverse): Movement => ({ id, effects: [] })

/** What was said moved nothing, or was not said (yet): a fact is kept then until it is. */
function notFound(stock: StockItem, data: Reverse, ask: Ask): Decision<StockItemEvent> {
  if (ask.refusable) return notKnown(data)
  const wasSaid = ask.past?.get(data.movement) !== undefined
  return (wasSaid ? undefined : awaitMovement(stock, data, ask)) ?? [nothingToUndo(data, notKnown(data), ask)]
}

const notKnown = ({ item, movement }: Reverse): Rejection =>
  reject(
    'unknown-movement',
    `No message ${movement} moved ${item}: name the id of the message that said the movement.`,
    { item, movement },
  )

const wentBack = ({ item, movement }: Reverse, transfer: string): Rejection =>
  reject(
    'movement-left-plant',
    `${movement} took the shipment of ${item} for transfer ${transfer} back, and the other plant awaits it no more: ship it again.`,
    { item, movement, transfer },
  )

const alreadyReversed = ({ item, movement }: Reverse, reversedBy: string): Rejection =>
  reject(
    'already-reversed',
    `Movement ${movement} of ${item} was reversed by ${reversedBy}: to book it again, reverse that one.`,
    { item, movement, reversedBy },
  )

/** It happened, yet there is nothing that Takt could undo: people must look. */
const nothingToUndo = (data: Reverse, why: Rejection, { messageId }: Ask): StockItemEvent =>
  StockExceptionRaised.create({
    exception: `unknown-movement:${messageId}`,
    code: 'unknown-movement',
    item: data.item,
    sentence: `A reversal was reported that changed nothing. ${why.message}`,
  })
