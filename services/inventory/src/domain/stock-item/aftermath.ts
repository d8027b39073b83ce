import {
  add,
  GoodsIssued,
  type LineState,
  MovementReversed,
  ReservationAllotted,
  ReservationReleased,
  StockReserved,
  subtract,
  sum,
} from '@takt/contracts'
import { countsFrom } from './allotments.ts'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import { consumption } from './consumption.ts'
import { effectsOf, linesOfEvent } from './effects.ts'
import { exceptions } from './exceptions.ts'
import { lineOf, openTotal } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { isOrdered, reorderPoint, type Shift } from './reorder-point.ts'
import type { StockItem } from './state.ts'

/** What follows from a decision's events: exceptions raised and cleared, the reorder point reached and left. */
export function aftermath(stock: StockItem, events: readonly StockItemEvent[], ask: Ask): StockItemEvent[] {
  const effects = events.flatMap(effectsOf)
  const lines = events.flatMap(linesOfEvent)
  const shift: Shift = {
    onHand: sum(effects.filter((e) => isOrdered(e, ask.plant)).map((e) => e.amount)),
    supply: opened(stock, lines, 'supply'),
    demand: opened(stock, lines, 'demand'),
  }
  return [
    ...consumption(stock, events, ask),
    ...exceptions(stock, { effects, events, setAside: setAside(stock, events) }, ask),
    ...reorderPoint(stock, shift, ask),
  ]
}

/** How much more of a kind is open after the events than before. */
const opened = (stock: StockItem, lines: readonly LineState[], kind: LineState['kind']): string =>
  lines
    .filter((line) => line.kind === kind && line.document.type !== 'quote')
    .reduce((total, { document, open }) => {
      const before = openTotal(lineOf(stock[kind], document))
      return add(total, subtract(sum(open.map((o) => o.amount)), before))
    }, '0')

/** How much more is reserved from stock on hand after the events than before; what has expired is not looked at. */
function setAside(stock: StockItem, events: readonly StockItemEvent[]): string {
  const isFromHand = (id: string) => {
    const live = own(stock.reservations, id)
    return live === undefined || countsFrom(live) === undefined
  }
  let change = '0'
  for (const event of events) {
    if (StockReserved.is(event) && countsFrom(event.data) === undefined)
      change = add(change, event.data.quantity.amount)
    if (ReservationAllotted.is(event) && !isFromHand(event.data.reservation))
      change = add(change, event.data.quantity.amount)
    if (ReservationReleased.is(event) && isFromHand(event.data.reservation))
      change = subtract(change, event.data.quantity.amount)
    if (GoodsIssued.is(event))
      for (const { reservation, used } of event.data.reservations ?? [])
        if (isFromHand(reservation)) change = subtract(change, used)
    if (MovementReversed.is(event))
      for (const { reservation, open, ...state } of event.data.reservations ?? [])
        if (countsFrom(state) === undefined)
          change = add(change, subtract(open, own(stock.reservations, reservation)?.open ?? '0'))
  }
  return change
}
