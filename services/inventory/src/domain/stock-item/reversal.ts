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
  poolPath,
  type ReservationState,
  type ReverseMovement,
  StockExceptionRaised,
  subtract,
  sum,
} from '@takt/contracts'
import { type Decision, type Rejection, reject } from '@takt/decider'
import { hardOf, restored } from './allotments.ts'
import { type Ask, stands, withLines } from './ask.ts'
import { own } from './bounded.ts'
import type { Effect } from './effects.ts'
import { documentKey, undoneLines } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { type Movement, movementOf, REVERSIBLE_MOVEMENTS } from './movement-memory.ts'
import { serialsGone } from './serial-checks.ts'
import { bucketOf } from './standing.ts'
import type { Reservation, StockItem } from './state.ts'
import { lotOf, source, standing } from './stock.ts'
import { notThere } from './stock-checks.ts'

type Reverse = DataOf<typeof ReverseMovement>
const NONE: readonly StockItemEvent[] = []

/** Books all that a movement did the other way round. A movement is reversed once; its reversal is one, too. */
export function reverse(stock: StockItem, data: Reverse, ask: Ask): Decision<StockItemEvent> {
  const movement = movementOf(stock, data.movement)
  if (!movement)
    return ask.refusable ? notKnown(stock, data) : [nothingToUndo(data, notKnown(stock, data), ask)]
  if (movement.left) return ask.refusable ? hasLeft(data) : [nothingToUndo(data, hasLeft(data), ask)]
  const { reversedBy } = movement
  if (reversedBy !== undefined)
    return ask.refusable && reversedBy !== ask.messageId ? alreadyReversed(data, reversedBy) : NONE
  const effects = merged(movement.effects.map((effect) => undone(stock, effect)))
  const refusal = ask.refusable ? gone(stock, effects, ask) : undefined
  if (refusal) return refusal
  const reservations = givenBack(stock, movement, ask)
  const expiries = expiryAfter(stock, movement)
  return [
    MovementReversed.create({
      item: data.item,
      movement: data.movement,
      reason: data.reason,
      unit: ask.item.unit,
      effects: effects.map((effect) => ({
        location: effect.location,
        lot: effect.lot,
        ...stands(effect),
        ...(effect.serials.length > 0 ? { serials: [...effect.serials] } : {}),
        amount: effect.amount,
      })),
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
    const after = live ?? (revivable && emptied(revivable))
    if (!after || (was && !isSame(after, was))) continue
    if ((after.expiresAt ?? '~') <= now || expired.includes(reservation)) continue
    const wanted = max('0', min(after.quantity, add(after.open, amount)))
    const isFree = (serial: string) => (own(stock.reservedSerials, serial) ?? reservation) === reservation
    const allotments =
      after.allotments && restored(after.allotments, subtract(wanted, after.open), lots, isFree)
    const open = allotments ? sum(allotments.map((part) => part.quantity)) : wanted
    if (open === after.open) continue
    const { quantity, lot, date, expiresAt, document, pool } = after
    states.push({
      reservation,
      quantity,
      open,
      ...(lot === undefined ? {} : { lot }),
      ...(date === undefined ? {} : { date }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...hardOf({ ...after, allotments }),
      ...(document === undefined ? {} : { document }),
      ...(pool === undefined ? {} : { pool: poolPath(pool) }),
    })
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
  forWhat(a) === forWhat(b)
const forWhat = ({ document }: Reservation) => document && `${documentKey(document)} ${document.line ?? ''}`

/**
 * The last day of the movement's lot as it is without it (or, where its reversal is undone, with it again); nothing
 * where it has been said otherwise since. What else a receipt told of its lot is knowledge, and stays.
 */
function expiryAfter(stock: StockItem, movement: Movement): { lot: string; expiresOn?: string }[] {
  const root = rootOf(stock, movement)
  if (!root?.expiry) return []
  const { lot, said } = root.expiry
  const stands = (each: Movement): boolean => {
    const by = each.reversedBy === undefined ? undefined : movementOf(stock, each.reversedBy)
    return each.reversedBy === undefined || (by !== undefined && !stands(by))
  }
  const sayers = stock.movements.filter((each) => each.expiry?.lot === lot)
  const at = sayers.indexOf(root)
  if (sayers.slice(at + 1).some(stands)) return []
  let without = root.expiry.before
  for (const each of sayers.slice(0, at).reverse()) {
    if (stands(each) || each.expiry?.said !== without) break
    without = each.expiry?.before
  }
  const [now, then] = stands(root) ? [said, without] : [without, said]
  if (now === then || lotOf(stock, lot)?.expiresOn !== now) return []
  return [{ lot, ...(then === undefined ? {} : { expiresOn: then }) }]
}

function rootOf(stock: StockItem, movement: Movement): Movement | undefined {
  let root: Movement | undefined = movement
  while (root?.reverses !== undefined) root = movementOf(stock, root.reverses)
  return root
}

const notKnown = (stock: StockItem, { item, movement }: Reverse): Rejection =>
  stock.movementsForgotten
    ? reject(
        'movement-too-old',
        `${movement} is not one of the last ${REVERSIBLE_MOVEMENTS} movements of ${item}: it is older, or there never was one. Correct stock by an adjustment instead.`,
        { item, movement, reversible: REVERSIBLE_MOVEMENTS },
      )
    : reject(
        'unknown-movement',
        `No message ${movement} moved ${item}: name the id of the message that said the movement.`,
        { item, movement },
      )

const hasLeft = ({ item, movement }: Reverse): Rejection =>
  reject(
    'movement-left-plant',
    `${movement} shipped ${item} to another plant: close the transfer there, or ship the goods back.`,
    { item, movement },
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
