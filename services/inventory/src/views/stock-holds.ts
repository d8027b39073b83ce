import { StockHoldPlaced, StockHoldReleased } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'

export const stockHolds = view({
  name: 'stock_holds',
  tables: [inventory.stockHold],
  on: [
    project(StockHoldPlaced, ({ plant, data, position }, write) => {
      const { item, hold, lot = '', reason } = data
      write(inventory.stockHold).put({ plant, item, hold }, { lot, reason, state: 'placed', position })
    }),
    project(StockHoldReleased, ({ plant, data, position }, write) => {
      const { item, hold, lot = '' } = data
      write(inventory.stockHold).add({ plant, item, hold }, {}, { lot, state: 'released', position })
    }),
  ],
})
