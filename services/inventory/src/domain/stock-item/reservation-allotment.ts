import { type AllotReservation, type DataOf, ReservationAllotted } from '@takt/contracts'
import { type Decision, isRejection, reject } from '@takt/decider'
import { isOfLots } from './allotments.ts'
import type { Ask } from './ask.ts'
import { allot, choose } from './hard-reservations.ts'
import type { StockItemEvent } from './messages.ts'
import { liveOf, unknown } from './reservation-changes.ts'
import { isSameHard, neededOn } from './reserve-line.ts'
import type { StockItem } from './state.ts'
import { isItemHeld } from './stock.ts'
import { heldLot, reservedByOthers } from './stock-checks.ts'
import { nothingTaken } from './taken.ts'

/**
 * A soft reservation becomes hard for all that is open of it. It stays the same reservation of the same amount for the
 * same day, so nothing is counted twice at any moment; what others have reserved from stock on hand stays theirs.
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
  const reserving = { ...ask, taken: nothingTaken() }
  const choice = choose(stock, hard, open, neededOn(live, ask), false, reserving)
  if (isRejection(choice)) return choice
  const allotments = allot(choice, open, ask)
  if (isRejection(allotments)) return allotments
  const reserved = reservedByOthers(stock, undefined, open, [id], ask)
  if (reserved) return reserved
  const quantity = { amount: open, unit: ask.item.unit }
  return [
    ReservationAllotted.create({ reservation: id, item, quantity, strategy: choice.strategy, allotments }),
  ]
}
