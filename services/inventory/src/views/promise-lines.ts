import { type AnyContract, PromiseSettled, PromisesRedistributed, StockPromised } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { linesOfEvent } from '../domain/stock-item/effects.ts'
import type { StockItemEvent } from '../domain/stock-item/messages.ts'
import { settling } from './settling.ts'

/** After these a line is promised as it was, but for what was issued for it, or not promised any more. */
const promising = new Set<AnyContract>([StockPromised, PromisesRedistributed, PromiseSettled])
const others = settling.filter((contract) => !promising.has(contract))

export const promiseLines = view({
  name: 'promise_lines',
  tables: [inventory.promiseLine],
  on: [
    project(StockPromised, ({ plant, data, position, recordedAt }, write) => {
      const { item, promise, policy, customer = null, unit } = data
      data.lines.forEach((each, i) => {
        const { line, policy: own = policy, priority = null, requested, promised, short } = each
        write(inventory.promiseLine).put(
          { plant, item, promise, line },
          {
            requestedAmount: requested.amount,
            requestedDate: requested.date,
            ...{ policy: own, priority, customer, promised, short, unit, promisedAt: recordedAt, position },
            fulfilled: data.demand[i]?.fulfilled ?? '0',
          },
        )
      })
    }),
    project(PromisesRedistributed, ({ plant, data, position, recordedAt }, write) => {
      const { item } = data
      for (const { document, after: promised, short } of data.lines)
        write(inventory.promiseLine).patch(
          { plant, item, promise: document.id, line: document.line ?? '' },
          { promised, short, promisedAt: recordedAt, position },
        )
    }),
    project(PromiseSettled, ({ plant, data, position }, write) => {
      const { item, promise } = data
      for (const { line, requested, promised, short } of data.lines)
        write(inventory.promiseLine).patch(
          { plant, item, promise, line },
          { requestedAmount: requested.amount, promised, short, position },
        )
    }),
    ...others.map((contract) =>
      project(contract, ({ plant, type, data, position }, write) => {
        for (const state of linesOfEvent({ type, data } as StockItemEvent)) {
          const { kind, document, fulfilled, confirmed, cancelled = false } = state
          if (kind !== 'demand' || document.type !== 'salesOrder') continue
          write(inventory.promiseLine).patch(
            { plant, item: data.item, promise: document.id, line: document.line ?? '' },
            { fulfilled, over: cancelled || !confirmed, position },
          )
        }
      }),
    ),
  ],
})
