import { BASE_STATUSES, isPromisable } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { effectsIn, movements } from './movements.ts'

const BASE: ReadonlySet<string> = new Set(BASE_STATUSES)

/** The base statuses have their sums in `atp_item` and `lot`: only what plants configure needs rows of its own. */
export const statusStock = view({
  name: 'status_stock',
  tables: [inventory.statusStock],
  on: movements.map(([contract]) =>
    project(contract, (event, write) => {
      const { plant, data, position } = event
      for (const { lot, status, owner, amount } of effectsIn(event))
        if (!BASE.has(status) && isPromisable(owner))
          write(inventory.statusStock).add(
            { plant, item: data.item, lot, status },
            { quantity: amount },
            { position },
          )
    }),
  ),
})
