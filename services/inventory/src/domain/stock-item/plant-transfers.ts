import {
  add,
  type CloseTransfer,
  type DataOf,
  type DatedAmount,
  type DocumentRef,
  type ExpectTransfer,
  isPositive,
  max,
  subtract,
  sum,
  TransferAwaited,
  TransferClosed,
  TransferRecalled,
  type TransferShipmentReported,
  TransferShipped,
} from '@takt/contracts'
import { type Decision, isRejection, reject } from '@takt/decider'
import { type Ask, measure, placed } from './ask.ts'
import { linesOfEvent } from './effects.ts'
import { issue } from './issues.ts'
import { changeLine, earlyFor, lineOf, stateOf } from './ledger.ts'
import { noteLot } from './lots.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'
import { lotOf } from './stock.ts'
import { tookEarly } from './supply-demand.ts'

interface Named {
  readonly transfer: string
  readonly line?: string | undefined
}

export const orderOf = ({ transfer, line }: Named): DocumentRef =>
  line === undefined ? { type: 'transferOrder', id: transfer } : { type: 'transferOrder', id: transfer, line }

/** At the plant that ships: an issue for the transfer order, and word of it for the other plant. */
export function shipTransfer(
  stock: StockItem,
  data: DataOf<typeof TransferShipmentReported>,
  ask: Ask,
): Decision<StockItemEvent> {
  const { transfer, line, toPlant, expectedOn, ...rest } = data
  if (ask.refusable && toPlant === ask.plant.plant)
    return reject(
      'same-plant',
      `Transfer ${transfer} stays at ${toPlant}: transfer between locations instead.`,
      {
        item: data.item,
        transfer,
        plant: toPlant,
      },
    )
  const issued = issue(stock, { ...rest, document: orderOf(data) }, ask)
  if (isRejection(issued)) return issued
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  if (!isPositive(measured.quantity.amount)) return issued
  const { lot } = placed(data, ask)
  const expiresOn = lot === '' ? undefined : lotOf(stock, lot)?.expiresOn
  return [
    ...issued,
    TransferShipped.create({
      item: data.item,
      transfer,
      ...(line === undefined ? {} : { line }),
      toPlant,
      ...(lot === '' ? {} : { lot }),
      ...(expiresOn === undefined ? {} : { expiresOn }),
      quantity: measured.quantity,
      expectedOn,
    }),
  ]
}

/** At the plant that awaits it: supply on the day it is expected, less what came before this word of it. */
export function awaitTransfer(
  stock: StockItem,
  data: DataOf<typeof ExpectTransfer>,
  ask: Ask,
): Decision<StockItemEvent> {
  const measured = measure(data.quantity, ask)
  if (isRejection(measured)) return measured
  const document = orderOf(data)
  const before = lineOf(stock.supply, document)
  const shipped = add(before?.shipped ?? '0', measured.quantity.amount)
  const schedule = scheduled(before?.cancelled ? [] : (before?.schedule ?? []), shipped, data.expectedOn)
  const fulfilled = before?.fulfilled ?? '0'
  const early = earlyFor(stock.supply, document, max('0', subtract(shipped, fulfilled)))
  const { cancelled: _, ...line } = before ?? { schedule: [], fulfilled }
  const after = { ...line, schedule, fulfilled: add(fulfilled, early) }
  const lines = [stateOf('supply', document, before, after)]
  if (isPositive(early)) lines.push(tookEarly(stock.supply, 'supply', document, early))
  // A last day that is known here stands.
  const { expiresOn, ...rest } = data
  const isNew = data.lot !== undefined && lotOf(stock, data.lot)?.expiresOn === undefined
  const day = expiresOn !== undefined && isNew ? { expiresOn } : {}
  return [TransferAwaited.create({ ...rest, ...day, ...measured, shipped, schedule, lines })]
}

/** A line that was planned for more than was shipped stays so; what was shipped beyond the plan is added to it. */
function scheduled(planned: readonly DatedAmount[], shipped: string, expectedOn: string): DatedAmount[] {
  const more = subtract(shipped, sum(planned.map((each) => each.amount)))
  if (!isPositive(more)) return [...planned]
  const days = new Map(planned.map(({ date, amount }) => [date, amount]))
  days.set(expectedOn, add(days.get(expectedOn) ?? '0', more))
  return [...days].map(([date, amount]) => ({ date, amount })).sort((a, b) => (a.date < b.date ? -1 : 1))
}

export function closeTransfer(
  stock: StockItem,
  { item, reason, ...named }: DataOf<typeof CloseTransfer>,
  ask: Ask,
): Decision<StockItemEvent> {
  const document = orderOf(named)
  const line = lineOf(stock.supply, document)
  const lost = subtract(line?.shipped ?? '0', line?.fulfilled ?? '0')
  if (!line || !isPositive(lost))
    return reject('nothing-in-transit', `Nothing of ${item} is in transit of transfer ${named.transfer}.`, {
      item,
      ...named,
    })
  const after = { ...line, fulfilled: add(line.fulfilled, lost) }
  const quantity = { amount: lost, unit: ask.item.unit }
  const lines = [stateOf('supply', document, line, after)]
  return [TransferClosed.create({ item, ...named, lost: quantity, reason, lines })]
}

/** In place, beside the lines that the event settles. */
export function noteAwaited(stock: StockItem, data: DataOf<typeof TransferAwaited>): void {
  changeLine(stock.supply, orderOf(data), (line) => {
    const planned = line.cancelled ? [] : line.schedule
    const beyond = add(
      line.cancelled ? '0' : (line.beyond ?? '0'),
      subtract(total(data.schedule), total(planned)),
    )
    line.schedule = data.schedule
    line.shipped = data.shipped
    if (beyond === '0') delete line.beyond
    else line.beyond = beyond
    delete line.cancelled
  })
  const { lot, expiresOn } = data
  if (lot !== undefined && expiresOn !== undefined && lotOf(stock, lot)?.expiresOn === undefined)
    noteLot(stock, lot, { expiresOn })
}

/** In place, beside the lines that the event settles. */
export function noteRecalled(stock: StockItem, data: DataOf<typeof TransferRecalled>): void {
  changeLine(stock.supply, orderOf(data), (line) => {
    const beyond = subtract(line.beyond ?? '0', subtract(total(line.schedule), total(data.schedule)))
    line.schedule = data.schedule
    if (data.shipped === '0') delete line.shipped
    else line.shipped = data.shipped
    if (beyond === '0') delete line.beyond
    else line.beyond = beyond
  })
}

const total = (days: readonly DatedAmount[]): string => sum(days.map(({ amount }) => amount))

/** Lines of transfers that an event settles, with what was shipped for them, as far as shipments are known. */
export function transferLines(stock: StockItem, event: StockItemEvent) {
  return linesOfEvent(event)
    .filter(({ kind, document }) => kind === 'supply' && document.type === 'transferOrder')
    .flatMap(({ document, fulfilled }) => {
      const isNow =
        (TransferAwaited.is(event) || TransferRecalled.is(event)) && document.line === event.data.line
      const shipped = isNow ? event.data.shipped : lineOf(stock.supply, document)?.shipped
      return shipped === undefined ? [] : [{ document, fulfilled, shipped }]
    })
}
