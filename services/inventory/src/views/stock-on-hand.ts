import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { effectsIn, movements, unitOf } from './movements.ts'

export const stockOnHand = view({
  name: 'stock_on_hand',
  tables: [inventory.stockOnHand],
  on: movements.map(([contract]) =>
    project(contract, (event, write) => {
      const { plant, data, position, recordedAt } = event
      for (const { location, lot, status, owner, amount } of effectsIn(event))
        write(inventory.stockOnHand).add(
          { plant, item: data.item, location, lot, status, owner },
          { quantity: amount },
          { unit: unitOf(data), updatedAt: recordedAt, position },
        )
    }),
  ),
})
