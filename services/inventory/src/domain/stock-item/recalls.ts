import {
  compare,
  type DataOf,
  type DatedAmount,
  isPositive,
  MovementReversed,
  max,
  min,
  type PostTransferRecall,
  type RecallTransfer,
  StockExceptionRaised,
  subtract,
  sum,
  TransferRecalled,
  TransferRecallFailed,
  TransferRecallRefused,
} from '@takt/contracts'
import { type Decision, isRejection } from '@takt/decider'
import type { Ask } from './ask.ts'
import { own } from './bounded.ts'
import { lineOf, stateOf } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { movementOf } from './movement-memory.ts'
import { orderOf } from './plant-transfers.ts'
import { undoing } from './reversal.ts'
import type { Line, StockItem } from './state.ts'

/** At the plant that awaits it: what is all in transit is awaited no more; of anything else nothing is taken back. */
export function recallTransfer(
  stock: StockItem,
  data: DataOf<typeof RecallTransfer>,
): Decision<StockItemEvent> {
  const document = orderOf(data)
  const before = lineOf(stock.supply, document)
  const { shipped = '0', fulfilled = '0' } = before ?? {}
  const { amount } = data.quantity
  if (!before || compare(amount, subtract(shipped, fulfilled)) > 0)
    return [TransferRecallRefused.create({ ...data, shipped, fulfilled })]
  const left = subtract(shipped, amount)
  const schedule = unscheduled(before, left, data.expectedOn)
  const lines = [stateOf('supply', document, before, { ...before, schedule })]
  return [TransferRecalled.create({ ...data, shipped: left, schedule, lines })]
}

/** Of a line's schedule what was shipped beyond the plan goes, as far as it was not shipped: from its day, then the last. */
function unscheduled({ schedule, beyond = '0' }: Line, shipped: string, day: string): DatedAmount[] {
  const planned = subtract(sum(schedule.map(({ amount }) => amount)), beyond)
  let gone = subtract(beyond, min(beyond, max('0', subtract(shipped, planned))))
  const left = new Map(schedule.map(({ date, amount }) => [date, amount]))
  for (const date of [day, ...schedule.map((each) => each.date).reverse()]) {
    const taken = min(left.get(date) ?? '0', gone)
    if (!isPositive(taken)) continue
    left.set(date, subtract(left.get(date) ?? '0', taken))
    gone = subtract(gone, taken)
  }
  return [...left].flatMap(([date, amount]) => (isPositive(amount) ? [{ date, amount }] : []))
}

/** At the plant that shipped it: the answer of the other one. */
export function postRecall(
  stock: StockItem,
  { refused, toPlant, ...recall }: DataOf<typeof PostTransferRecall>,
  ask: Ask,
): Decision<StockItemEvent> {
  const { item, movement: id, reversal, reason, transfer, quantity } = recall
  if (own(stock.recalls, id) !== reversal) return []
  const movement = movementOf(stock, id, ask.past)
  if (refused || !movement) {
    const { shipped, fulfilled } = refused ?? { shipped: '0', fulfilled: '0' }
    return [
      TransferRecallFailed.create({ ...recall, toPlant, shipped, fulfilled }),
      StockExceptionRaised.create({
        exception: `transfer-not-recalled:${id}`,
        code: 'transfer-not-recalled',
        item,
        sentence: `Shipment ${id} of ${quantity.amount} ${quantity.unit} of ${item} for transfer ${transfer} was not reversed: of ${shipped} ${quantity.unit} shipped, ${fulfilled} came in at ${toPlant} or were lost. Ship them back, or close the transfer there.`,
        document: orderOf(recall),
        quantity,
      }),
    ]
  }
  const undone = undoing(stock, { item, movement: id, reason }, movement, { ...ask, refusable: false })
  if (isRejection(undone)) return undone
  return undone.map((event) =>
    MovementReversed.is(event) ? { ...event, data: { ...event.data, reversal, recalled: transfer } } : event,
  )
}
