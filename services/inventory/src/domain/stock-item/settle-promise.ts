import {
  compare,
  type DataOf,
  type DatedAmount,
  isPositive,
  max,
  min,
  PromiseSettled,
  type SettlePromise,
  subtract,
  sum,
} from '@takt/contracts'
import type { Ask } from './ask.ts'
import { lineOf, stateOf } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { orderLine } from './promise.ts'
import type { StockItem } from './state.ts'

/** An order has the rest of its lines from elsewhere: what it wants here is what it has, and no run gives it more. */
export function settlePromise(
  stock: StockItem,
  { promise, attempt, item, lines: wanted }: DataOf<typeof SettlePromise>,
  ask: Ask,
): readonly StockItemEvent[] {
  const settled = wanted.flatMap(({ line: id, amount }) => {
    const document = orderLine(promise, id)
    const line = lineOf(stock.demand, document)
    if (line?.promised?.attempt !== attempt || line.cancelled) return []
    const most = max(amount, line.fulfilled)
    if (compare(line.promised.amount, most) <= 0) return []
    const promised = cutTo(line.schedule, most)
    const short = max('0', subtract(most, sum(promised.map((day) => day.amount))))
    const requested = { date: line.promised.date, amount: most }
    const state = stateOf('demand', document, line, { ...line, schedule: promised })
    return [{ state, line: { line: id, requested, promised, short } }]
  })
  if (settled.length === 0) return []
  return [
    PromiseSettled.create({
      ...{ promise, attempt, item, unit: ask.item.unit },
      lines: settled.map(({ line }) => line),
      demand: settled.map(({ state }) => state),
    }),
  ]
}

/** No more than that: a run may have given more meanwhile, and the latest of it goes. */
function cutTo(schedule: readonly DatedAmount[], most: string): DatedAmount[] {
  let left = most
  const kept: DatedAmount[] = []
  for (const { date, amount } of schedule) {
    const part = min(amount, left)
    left = subtract(left, part)
    if (isPositive(part)) kept.push({ date, amount: part })
  }
  return kept
}
