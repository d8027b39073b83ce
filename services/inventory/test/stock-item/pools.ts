import {
  AllocateStock,
  AllocationConsumptionChanged,
  type PromisePolicy,
  PromiseStock,
  ReallocateStock,
  ReserveStock,
  StockAllocated,
} from '@takt/contracts'
import type { StockItemEvent, StockItemMessage } from '../../src/domain/stock-item/messages.ts'
import { bracket, day, ea, inStock, NOW, of } from './world.ts'

export const item = 'BRACKET'
export const path = (pool: string) => pool.split('/')
export interface Limits {
  guaranteed?: string
  max?: string
  from?: string
  until?: string
}
export const amounts = ({ guaranteed, max, ...period }: Limits) => ({
  ...(guaranteed === undefined ? {} : { guaranteed: ea(guaranteed) }),
  ...(max === undefined ? {} : { max: ea(max) }),
  ...period,
})
export const allocate = (pool: string, limits: Limits) =>
  AllocateStock.create({ item, pool: path(pool), ...amounts(limits) })
export const allocated = (
  pool: string,
  limits: Limits,
  consumed = { open: '0', issued: '0' },
): StockItemEvent =>
  StockAllocated.create({
    ...{ item, unit: 'EA', pool: path(pool), periods: [{ ...limits, ...consumed }] },
    ...consumed,
    reportedAt: NOW,
  })
export const promise = (
  id: string,
  amount: string,
  pool?: string,
  policy: PromisePolicy = 'all',
  on = day(0),
) =>
  PromiseStock.create({
    promise: id,
    item,
    policy,
    lines: [{ line: '10', quantity: ea(amount), date: on }],
    ...(pool === undefined ? {} : { pool: path(pool) }),
  })
export const reserve = (id: string, amount: string, pool?: string, more: object = {}) =>
  ReserveStock.create({
    reservation: id,
    item,
    quantity: ea(amount),
    expiresAt: '2026-03-02T18:00:00.000Z',
    ...(pool === undefined ? {} : { pool: path(pool) }),
    ...more,
  })
export const consumedIn = (events: readonly StockItemEvent[], pool: string) => {
  const found = events
    .findLast(AllocationConsumptionChanged.is)
    ?.data.pools.find((p) => p.pool.join('/') === pool)
  return found && { open: found.open, issued: found.issued }
}
export const moves = (from: string, to: string, amount: string) =>
  ReallocateStock.create({
    item,
    from: path(from),
    to: path(to),
    quantity: ea(amount),
    reason: 'demand shifts',
  })

export const stock = (...more: StockItemEvent[]): StockItemEvent[] => [inStock(bracket, '100'), ...more]
export const ask = (past: StockItemEvent[], message: StockItemMessage, now = NOW) =>
  of(bracket)
    .given(...past)
    .when(message, { now })
/** All events, the past ones too, after messages are decided in their order. */
export function played(past: StockItemEvent[], ...messages: StockItemMessage[]): StockItemEvent[] {
  const all = [...past]
  for (const message of messages) all.push(...ask(all, message).events())
  return all
}
