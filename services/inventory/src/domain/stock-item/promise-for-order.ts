import { type DataOf, type PromiseForOrder, PromiseRefused } from '@takt/contracts'
import { isRejection, type Rejection } from '@takt/decider'
import { allot, freeOf, type Given, notAvailable, type Wanted } from './allot.ts'
import { type Ask, measure } from './ask.ts'
import { lineOf, openOf } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { isPromised, orderLine, promised } from './promise.ts'
import { reservedForLine } from './reserved-sums.ts'
import type { StockItem } from './state.ts'
import { isItemHeld } from './stock.ts'
import { heldLot } from './stock-checks.ts'

type Asked = DataOf<typeof PromiseForOrder>
type AskedLine = Asked['lines'][number]
interface Refused {
  readonly asked: AskedLine
  readonly why: Rejection
}

/**
 * Answers every line by an event, and never refuses to: an order waits for it. Lines are decided in their order against
 * what the ones before leave; each is promised or refused by itself, because another plant may have what this one has not.
 */
export function promiseForOrder(stock: StockItem, data: Asked, ask: Ask): readonly StockItemEvent[] {
  const wanted: Wanted[] = []
  const refused: Refused[] = []
  for (const asked of data.lines) {
    const { line, quantity, date, policy, priority } = asked
    const measured = measure(quantity, ask)
    if (isRejection(measured)) refused.push({ asked, why: measured })
    else wanted.push({ line, date, policy, priority, ...measured, document: orderLine(data.promise, line) })
  }
  if (refused.length === 0 && wanted.every((each) => isPromised(stock, each, data))) return []
  const decided = isItemHeld(stock)
    ? {
        given: [],
        refused: wanted.map((each) => ({ line: each, why: heldLot(stock, '', ask) as Rejection })),
      }
    : decide(stock, wanted, ask, data.pool)
  for (const { line, why } of decided.refused) {
    const asked = data.lines.find((each) => each.line === line.line)
    if (asked) refused.push({ asked, why })
  }
  const { promise, attempt, item, customer, pool } = data
  const [first] = decided.given
  const events: StockItemEvent[] = []
  if (first)
    events.push(
      promised(stock, { promise, attempt, item, customer, pool, policy: first.policy }, decided.given, ask),
    )
  if (refused.length > 0)
    events.push(
      PromiseRefused.create({ promise, attempt, item, unit: ask.item.unit, refused: refused.map(refusalOf) }),
    )
  return events
}

interface Decided {
  readonly given: readonly Given[]
  readonly refused: readonly { readonly line: Wanted; readonly why: Rejection }[]
}

/**
 * A refused line keeps what it had, so that this was never free for the others: they are decided anew without it.
 * Every round has fewer lines.
 */
function decide(stock: StockItem, wanted: readonly Wanted[], ask: Ask, pool: Asked['pool']): Decided {
  const line = freeOf(stock, wanted, ask, pool)
  const given: Given[] = []
  const refused: { line: Wanted; why: Rejection }[] = []
  for (const each of wanted) {
    const decided = allot(stock, line, each, ask)
    if (isRejection(decided)) refused.push({ line: each, why: decided })
    else if (decided.promised.length > 0) given.push(decided)
    else refused.push({ line: each, why: notAvailable(line, each.quantity.amount, each.date, ask) })
  }
  const keeping = refused.filter(({ line: each }) => hasSomething(stock, each))
  if (keeping.length === 0 || given.length === 0) return { given, refused }
  const others = wanted.filter((each) => !keeping.some(({ line: kept }) => kept === each))
  const again = decide(stock, others, ask, pool)
  return { given: again.given, refused: [...keeping, ...again.refused] }
}

const hasSomething = (stock: StockItem, { document }: Wanted): boolean =>
  openOf(lineOf(stock.demand, document)).length > 0 || reservedForLine(stock, document).length > 0

function refusalOf({ asked, why }: Refused): DataOf<typeof PromiseRefused>['refused'][number] {
  const { alternatives = [] } = why.details as Partial<DataOf<typeof PromiseRefused>['refused'][number]>
  const requested = { date: asked.date, amount: asked.quantity.amount }
  return { line: asked.line, requested, code: why.code, sentence: why.message, alternatives }
}
