import {
  add,
  type DataOf,
  isPositive,
  min,
  type PostUsageDecision,
  type StockStatus,
  StockStatusChanged,
  subtract,
} from '@takt/contracts'
import { type Decision, isRejection } from '@takt/decider'
import { type Ask, measure } from './ask.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'
import { amountIn, placesOf, standing } from './stock.ts'

/** Of the stock in inspection, what was accepted becomes unrestricted and what was rejected blocked. */
export function decideUsage(
  stock: StockItem,
  data: DataOf<typeof PostUsageDecision>,
  ask: Ask,
): Decision<StockItemEvent> {
  const lot = data.lot ?? ''
  const from = standing(stock, lot, 'inInspection')
  const waiting = new Map<string, string>()
  for (const { location } of placesOf(stock, lot)) {
    const amount = amountIn(stock, lot, location, from)
    if (isPositive(amount)) waiting.set(location, amount)
  }
  const events: StockItemEvent[] = []
  for (const [said, to] of [
    [data.accepted, 'unrestricted'],
    [data.rejected, 'blocked'],
  ] as const) {
    if (!said || !isPositive(said.amount)) continue
    const measured = measure(said, ask)
    if (isRejection(measured)) return measured
    const parts = spread(measured.quantity.amount, waiting, data.location, ask.plant.defaultLocation)
    const whole = parts.length === 1 ? measured : {}
    for (const [location, amount] of parts)
      events.push(changed(stock, data, { location, lot, to, amount }, ask, whole))
  }
  return events
}

function changed(
  stock: StockItem,
  { item, inspection }: DataOf<typeof PostUsageDecision>,
  part: { location: string; lot: string; to: StockStatus; amount: string },
  ask: Ask,
  said: object,
): StockItemEvent {
  const { location, lot, to, amount } = part
  const from = standing(stock, lot, 'inInspection')
  const at = standing(stock, lot, to)
  return StockStatusChanged.create({
    item,
    location,
    lot,
    from: from.status,
    ...(from.heldFrom ? { heldFrom: from.heldFrom } : {}),
    to: at.status,
    ...(at.heldFrom ? { heldTo: at.heldFrom } : {}),
    quantity: { amount, unit: ask.item.unit },
    ...said,
    document: { type: 'inspection', id: inspection },
  })
}

/** Takes an amount from where stock waits; what is nowhere is taken where it was said to be, and shows as missing there. */
function spread(
  amount: string,
  waiting: Map<string, string>,
  said: string | undefined,
  elsewhere: string,
): [location: string, amount: string][] {
  if (said !== undefined) return [[said, amount]]
  const parts: [string, string][] = []
  let left = amount
  for (const [location, there] of [...waiting].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const taken = min(left, there)
    if (!isPositive(taken)) break
    parts.push([location, taken])
    waiting.set(location, subtract(there, taken))
    left = subtract(left, taken)
  }
  if (!isPositive(left)) return parts.filter(([, each]) => isPositive(each))
  const last = parts.at(-1)
  if (last) return parts.with(-1, [last[0], add(last[1], left)])
  return [[elsewhere, left]]
}
