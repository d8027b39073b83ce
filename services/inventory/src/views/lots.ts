import {
  GoodsReceived,
  isPromisable,
  type LotAbout,
  LotDescribed,
  MovementReversed,
  TransferAwaited,
} from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { effectsIn, movements, unitOf } from './movements.ts'

const NOTHING: LotAbout = {}

export const lots = view({
  name: 'lots',
  tables: [inventory.lot],
  on: [
    ...movements.map(([contract]) =>
      project(contract, (event, write) => {
        const { plant, type, data, position } = event
        const received = { type, data }
        const about = GoodsReceived.is(received) ? received.data : NOTHING
        for (const { lot, status, owner, amount } of effectsIn(event)) {
          if (lot === '') continue
          const unrestricted = status === 'unrestricted' && isPromisable(owner) ? amount : '0'
          write(inventory.lot).add(
            { plant, item: data.item, lot },
            { unrestricted },
            { unit: unitOf(data), ...told(about), position },
          )
        }
      }),
    ),
    project(MovementReversed, ({ plant, data: { item, expiries = [] }, position }, write) => {
      for (const { lot, expiresOn = null } of expiries)
        write(inventory.lot).patch({ plant, item, lot }, { expiresOn, position })
    }),
    project(TransferAwaited, ({ plant, data, position }, write) => {
      const { item, lot, quantity, expiresOn } = data
      if (lot === undefined || expiresOn === undefined) return
      write(inventory.lot).add({ plant, item, lot }, {}, { unit: quantity.unit, expiresOn, position })
    }),
    project(LotDescribed, ({ plant, data, position }, write) => {
      const { item, lot, unit } = data
      write(inventory.lot).add({ plant, item, lot }, {}, { unit, ...told(data), position })
    }),
  ],
})

const told = ({ expiresOn, producedOn, retestOn, supplierLot, attributes }: LotAbout) => ({
  expiresOn,
  producedOn,
  retestOn,
  supplierLot,
  attributes,
})
