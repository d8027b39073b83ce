import { StockPromised } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'

export const promiseLines = view({
  name: 'promise_lines',
  tables: [inventory.promiseLine],
  on: [
    project(StockPromised, ({ plant, data, position, recordedAt }, write) => {
      const { item, promise, policy, customer = null, unit } = data
      for (const { line, requested, promised, short } of data.lines)
        write(inventory.promiseLine).put(
          { plant, item, promise, line },
          {
            requestedAmount: requested.amount,
            requestedDate: requested.date,
            ...{ policy, customer, promised, short, unit, promisedAt: recordedAt, position },
          },
        )
    }),
  ],
})
