import { GoodsReceived, isPromisable } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { effectsIn, movements, unitOf } from './movements.ts'

export const lots = view({
  name: 'lots',
  tables: [inventory.lot],
  on: movements.map(([contract]) =>
    project(contract, (event, write) => {
      const { plant, type, data, position } = event
      const received = { type, data }
      const expiresOn = GoodsReceived.is(received) ? received.data.expiresOn : undefined
      for (const { lot, status, owner, amount } of effectsIn(event)) {
        if (lot === '') continue
        const unrestricted = status === 'unrestricted' && isPromisable(owner) ? amount : '0'
        write(inventory.lot).add(
          { plant, item: data.item, lot },
          { unrestricted },
          { unit: unitOf(data), expiresOn, position },
        )
      }
    }),
  ),
})
