import {
  type AllotReservation,
  type DataOf,
  type Lacking,
  lackingAfter,
  poolPath,
  ReservationAllotted,
} from '@takt/contracts'
import { type Decision, isRejection, reject } from '@takt/decider'
import { isOfLots } from './allotments.ts'
import type { Ask } from './ask.ts'
import { timelineOf } from './availability.ts'
import { allot, choose } from './hard-reservations.ts'
import type { StockItemEvent } from './messages.ts'
import { neededOn, notAvailable, othersLack } from './reservable.ts'
import { liveOf, unknown } from './reservation-changes.ts'
import { isSameHard } from './reserve-line.ts'
import type { Reservation, StockItem } from './state.ts'
import { isItemHeld } from './stock.ts'
import { heldLot, reservedByOthers, todayOf } from './stock-checks.ts'
import { nothingTaken, type Reserving } from './taken.ts'

/**
 * A soft reservation becomes hard for all that is open of it. It stays the same reservation of the same amount, so
 * nothing is counted twice at any moment; what others have reserved from stock on hand stays theirs. Where it was for a
 * later day it counts from now on, and so takes what later orders must not lack until then.
 */
export function allotLive(
  stock: StockItem,
  { reservation: id, item, hard }: DataOf<typeof AllotReservation>,
  ask: Ask,
): Decision<StockItemEvent> {
  const live = liveOf(stock, id, ask)
  if (!live) return unknown(id, ask)
  if (isOfLots(live))
    return isSameHard(live, hard)
      ? []
      : reject(
          'already-hard',
          `Reservation ${id} of ${item} is hard already: release it, and reserve anew.`,
          { item, reservation: id, strategy: live.strategy ?? null, lot: live.lot ?? null },
        )
  const held = isItemHeld(stock) ? heldLot(stock, '', ask) : undefined
  if (held) return held
  const { open } = live
  // As if it were not there.
  const without: Reserving = { ...ask, expired: [...ask.expired, id], taken: nothingTaken() }
  const choice = choose(stock, hard, open, neededOn(live, ask), false, without)
  if (isRejection(choice)) return choice
  const allotments = allot(choice, open, ask)
  if (isRejection(allotments)) return allotments
  const quantity = { amount: open, unit: ask.item.unit }
  const { document, pool } = live
  const asked = {
    reservation: id,
    item,
    quantity,
    document,
    hard,
    pool: pool === undefined ? undefined : poolPath(pool),
  }
  const refusal =
    (live.date ?? '') > todayOf(ask)
      ? notAvailable(stock, asked, open, without)
      : reservedByOthers(stock, undefined, open, [], without)
  if (refusal) return refusal
  const lacking = lackingWith(stock, id, { ...live, strategy: choice.strategy, allotments }, ask)
  if (lacking) return othersLack(open, lacking, ask)
  return [
    ReservationAllotted.create({ reservation: id, item, quantity, strategy: choice.strategy, allotments }),
  ]
}

/** What others would lack if it held lots; of its pool it consumes what it did. */
function lackingWith(stock: StockItem, id: string, made: Reservation, ask: Ask): Lacking | undefined {
  const before = timelineOf(stock, ask, { pool: made.pool })
  const after = timelineOf(stock, ask, { reservations: [id], made: [made] })
  after.share = before.share
  return lackingAfter(before, after)
}
