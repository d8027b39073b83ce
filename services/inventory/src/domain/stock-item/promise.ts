import {
  type DataOf,
  type DocumentRef,
  type PromisePolicy,
  type PromiseStock,
  poolText,
  StockPromised,
} from '@takt/contracts'
import { type Decision, isRejection, type Rejection } from '@takt/decider'
import { allot, freeOf, type Given, notAvailable, type Wanted } from './allot.ts'
import { type Ask, measure, roundsToZero } from './ask.ts'
import { lineOf, stateOf } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import type { StockItem } from './state.ts'
import { isItemHeld } from './stock.ts'
import { heldLot } from './stock-checks.ts'

type Promise = DataOf<typeof PromiseStock>

/**
 * Decides lines in their order against what the ones before leave, by look-ahead ATP: no promise breaks a later order
 * or an earlier promise. What the same lines were promised before counts as free, and is replaced.
 */
export function promise(stock: StockItem, data: Promise, ask: Ask): Decision<StockItemEvent> {
  const wanted: Wanted[] = []
  for (const { line, quantity, date, policy = data.policy, priority } of data.lines) {
    const measured = measure(quantity, ask)
    if (isRejection(measured)) return measured
    const refusal = roundsToZero(measured, ask)
    if (refusal) return refusal
    wanted.push({ line, date, policy, priority, ...measured, document: orderLine(data.promise, line) })
  }
  if (wanted.every((each) => isPromised(stock, each, data))) return []
  if (isItemHeld(stock)) return heldLot(stock, '', ask) as Rejection
  const line = freeOf(stock, wanted, ask, data.pool)
  const given: Given[] = []
  for (const each of wanted) {
    const decided = allot(stock, line, each, ask)
    if (isRejection(decided)) return { ...decided, details: { line: each.line, ...decided.details } }
    given.push(decided)
  }
  const [first] = given
  if (first && given.every(({ promised }) => promised.length === 0))
    return notAvailable(line, first.quantity.amount, first.date, ask, first.line)
  return [promised(stock, data, given, ask)]
}

export const orderLine = (promise: string, line: string): DocumentRef => ({
  type: 'salesOrder',
  id: promise,
  line,
})

interface Asked {
  readonly promise: string
  readonly item: string
  readonly policy: PromisePolicy
  readonly customer?: string | undefined
  readonly pool?: readonly string[] | undefined
  readonly attempt?: number
}

export function promised(
  stock: StockItem,
  { promise: id, item, policy, customer, pool, attempt }: Asked,
  lines: readonly Given[],
  ask: Ask,
): StockItemEvent {
  return StockPromised.create({
    promise: id,
    item,
    policy,
    ...(attempt === undefined ? {} : { attempt }),
    ...(customer === undefined ? {} : { customer }),
    ...(pool ? { pool: [...pool] } : {}),
    unit: ask.item.unit,
    lines: lines.map(({ line, date, quantity, reported, policy: own, priority, promised: days, short }) => ({
      line,
      ...(own === policy ? {} : { policy: own }),
      ...(priority === undefined ? {} : { priority }),
      requested: { date, amount: quantity.amount },
      ...(reported ? { reported } : {}),
      promised: days,
      short,
    })),
    reportedAt: ask.occurredAt,
    demand: lines.map(({ document, date, quantity, policy: own, promised: schedule }) => {
      const before = lineOf(stock.demand, document)
      return stateOf('demand', document, before, {
        schedule,
        fulfilled: before?.fulfilled ?? '0',
        promised: {
          date,
          amount: quantity.amount,
          policy: own,
          ...attemptOf(attempt ?? before?.promised?.attempt),
        },
        ...customerOf(customer ?? before?.customer),
        ...(pool ? { pool: poolText(pool) } : {}),
      })
    }),
  })
}

const attemptOf = (attempt: number | undefined) => (attempt === undefined ? {} : { attempt })
const customerOf = (customer: string | undefined) => (customer === undefined ? {} : { customer })

/** The very same was asked and promised before; of the same attempt of an order, where one is named. */
export function isPromised(
  stock: StockItem,
  { document, date, quantity, policy, priority }: Wanted,
  { pool, attempt }: Pick<Asked, 'pool' | 'attempt'>,
): boolean {
  const line = lineOf(stock.demand, document)
  const before = line?.cancelled ? undefined : line?.promised
  if (line?.pool !== (pool && poolText(pool))) return false
  const isSame =
    before?.date === date &&
    before.amount === quantity.amount &&
    before.policy === policy &&
    before.priority === priority
  return isSame && (attempt === undefined || before.attempt === attempt)
}
