import {
  add,
  compare,
  GoodsReceived,
  isPromisable,
  LotDescribed,
  MovementReversed,
  max,
  type StockStatus,
  statusUse,
  subtract,
  sum,
} from '@takt/contracts'
import { allotmentChanges } from './allotment-changes.ts'
import { difference } from './allotments.ts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import type { Outcome } from './effects.ts'
import type { Matter } from './exceptions.ts'
import type { StockItemEvent } from './messages.ts'
import { addTo, type StockItem } from './state.ts'
import { lotOf, usable } from './stock.ts'
import { todayOf } from './stock-checks.ts'

/** More is reserved of a lot than can be picked of it: it was taken, blocked, held or expired under a reservation. */
export function missingAllotments(stock: StockItem, { effects, events }: Outcome, ask: Ask): Matter[] {
  const { item, plant } = ask
  const today = todayOf(ask)
  const more = reservedMore(stock, events)
  const days = new Map(events.flatMap(newDays))
  const touched = new Set([...effects.map(({ lot }) => lot), ...more.keys(), ...days.keys()])
  // A lot that nothing happened to may have expired since.
  for (const lot in stock.reservedLots) if ((lotOf(stock, lot)?.expiresOn ?? '~') < today) touched.add(lot)
  const isPicked = (status: StockStatus) => statusUse(status, plant)?.picking === true
  return [...touched].flatMap((lot) => {
    const exception = `reserved-stock-missing:${lot}`
    const before = lotOf(stock, lot)
    const reserved = add(before?.reserved ?? '0', more.get(lot) ?? '0')
    if (reserved === '0' && own(stock.exceptions, exception) === undefined) return []
    const moved = effects.filter((e) => e.lot === lot && isPromisable(e.owner) && isPicked(e.status))
    const there = sum([usable(before, plant, 'picking'), ...moved.map((e) => e.amount)])
    const expiresOn = days.has(lot) ? days.get(lot) : before?.expiresOn
    const good = (expiresOn ?? '~') < today ? '0' : there
    const stands = compare(reserved, max('0', good)) > 0
    const is = `${reserved} ${item.unit} of lot ${lot} of ${item.item} are reserved, and ${good} ${item.unit} of it can be picked`
    return [
      {
        exception,
        code: 'reserved-stock-missing' as const,
        stands,
        sentence: stands ? `${is}: find other stock, or release reservations.` : `${is}.`,
        details: { lot, quantity: { amount: subtract(good, reserved), unit: item.unit } },
      },
    ]
  })
}

/** By lot, how much more of it is reserved after the events than before. */
function reservedMore(stock: StockItem, events: readonly StockItemEvent[]): Map<string, string> {
  const sums: Record<string, string> = {}
  for (const { before, after } of allotmentChanges(stock, events))
    for (const { lot, quantity } of difference(after, before)) addTo(sums, lot, quantity)
  return new Map(Object.entries(sums))
}

function newDays(event: StockItemEvent): [lot: string, expiresOn: string | undefined][] {
  if (MovementReversed.is(event))
    return (event.data.expiries ?? []).map(({ lot, expiresOn }) => [lot, expiresOn])
  if (!GoodsReceived.is(event) && !LotDescribed.is(event)) return []
  const { lot, expiresOn } = event.data
  return expiresOn === undefined ? [] : [[lot, expiresOn]]
}
