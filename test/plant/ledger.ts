import type { Milli } from './amounts.ts'
import type { Item, Plant } from './world.ts'

/** A supply or demand that is still open. `day` counts from the day itself, 0. */
export interface Line {
  open: Milli
  readonly day: number
}

export interface Order {
  readonly item: Item
  readonly quantity: Milli
  yield: Milli
  scrap: Milli
  status: 'released' | 'inProgress' | 'completed' | 'closed' | 'cancelled'
}

/** What the day comes to, kept as simply as it can be: sums by key, no events, no order of arrival. */
export interface Ledger {
  /** plant|item|location|lot|status */
  readonly stock: Map<string, Milli>
  /** plant|item|document type|document|line */
  readonly supply: Map<string, Line>
  readonly demand: Map<string, Line>
  /** plant|order */
  readonly orders: Map<string, Order>
  /** message id → why it must be parked */
  readonly parked: Map<string, string>
}

export const emptyLedger = (): Ledger => ({
  stock: new Map(),
  supply: new Map(),
  demand: new Map(),
  orders: new Map(),
  parked: new Map(),
})

export const stockKey = (plant: Plant, item: Item, location: string, lot = '', status = 'unrestricted') =>
  [plant, item, location, lot, status].join('|')
export const lineKey = (plant: Plant, item: Item, type: string, id: string, line = '') =>
  [plant, item, type, id, line].join('|')

export function move(ledger: Ledger, key: string, by: Milli): void {
  ledger.stock.set(key, (ledger.stock.get(key) ?? 0) + by)
}

/** What came or went for a document leaves that much less open, and never less than nothing. */
export function settle(lines: Map<string, Line>, key: string, by: Milli): void {
  const line = lines.get(key)
  if (line) line.open = Math.max(0, line.open - by)
}

/** Quantity free to promise on each of `days` days: the least projected balance from that day on. */
export function available(ledger: Ledger, plant: Plant, item: Item, days: number): Milli[] {
  const mine = `${plant}|${item}|`
  const balance = new Array<Milli>(days).fill(0)
  let onHand = 0
  for (const [key, quantity] of ledger.stock) {
    if (key.startsWith(mine) && key.endsWith('|unrestricted')) onHand += quantity
  }
  const onDay = (lines: Map<string, Line>, day: number) =>
    [...lines].reduce(
      (sum, [key, line]) => (key.startsWith(mine) && line.day === day ? sum + line.open : sum),
      0,
    )
  let running = onHand
  for (let day = 0; day < days; day++) {
    running += onDay(ledger.supply, day) - onDay(ledger.demand, day)
    balance[day] = running
  }
  for (let day = days - 2; day >= 0; day--)
    balance[day] = Math.min(balance[day] as number, balance[day + 1] as number)
  return balance
}
