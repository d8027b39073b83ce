import { isNegative } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { effectsOf } from '../domain/stock-item/effects.ts'
import type { StockItemEvent } from '../domain/stock-item/messages.ts'
import { movements } from './movements.ts'

/** Counted by place, and not overwritten: so it is right whatever order a serial number's messages came in. */
export const serials = view({
  name: 'serials',
  tables: [inventory.serialPlace],
  on: movements.map(([contract]) =>
    project(contract, ({ plant, type, data, position, recordedAt }, write) => {
      for (const effect of effectsOf({ type, data } as StockItemEvent)) {
        if (effect.amount === '0') continue
        const { location, lot, heldFrom, owner, amount } = effect
        const place = { location, lot, status: heldFrom ?? effect.status, owner }
        const count = isNegative(amount) ? -1 : 1
        for (const serial of effect.serials)
          write(inventory.serialPlace).add(
            { plant, item: data.item, serial, ...place },
            { count },
            { updatedAt: recordedAt, position },
          )
      }
    }),
  ),
})
