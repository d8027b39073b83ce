import { StockExceptionCleared, StockExceptionRaised } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'

export const stockExceptions = view({
  name: 'stock_exceptions',
  tables: [inventory.stockException],
  on: [
    project(StockExceptionRaised, ({ plant, data, position, recordedAt }, write) => {
      const { item, exception, code, sentence } = data
      write(inventory.stockException).put(
        { plant, item, exception },
        { code, sentence, state: 'raised', raisedAt: recordedAt, position },
      )
    }),
    project(StockExceptionCleared, ({ plant, data, position, recordedAt }, write) => {
      const { item, exception, sentence } = data
      write(inventory.stockException).patch(
        { plant, item, exception },
        { sentence, state: 'cleared', clearedAt: recordedAt, position },
      )
    }),
  ],
})
