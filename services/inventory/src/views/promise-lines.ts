import { PromisesRedistributed, StockPromised } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'

export const promiseLines = view({
  name: 'promise_lines',
  tables: [inventory.promiseLine],
  on: [
    project(StockPromised, ({ plant, data, position, recordedAt }, write) => {
      const { item, promise, policy, customer = null, unit } = data
      for (const { line, policy: own = policy, priority = null, requested, promised, short } of data.lines)
        write(inventory.promiseLine).put(
          { plant, item, promise, line },
          {
            requestedAmount: requested.amount,
            requestedDate: requested.date,
            ...{ policy: own, priority, customer, promised, short, unit, promisedAt: recordedAt, position },
          },
        )
    }),
    project(PromisesRedistributed, ({ plant, data, position, recordedAt }, write) => {
      const { item } = data
      for (const { document, after: promised, short } of data.lines)
        write(inventory.promiseLine).patch(
          { plant, item, promise: document.id, line: document.line ?? '' },
          { promised, short, promisedAt: recordedAt, position },
        )
    }),
  ],
})
