import {
  GoodsIssued,
  GoodsReceived,
  GoodsReturned,
  MovementReversed,
  negate,
  StockAdjusted,
  TransferAwaited,
  TransferClosed,
  TransferRecalled,
} from '@takt/contracts'
import { project, view, type Write } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { linesOfEvent } from '../domain/stock-item/effects.ts'
import type { StockItemEvent } from '../domain/stock-item/messages.ts'

const goods = inventory.goodsInTransit

/** A row is made by the word of a shipment; what came in, also before that word, is what its line says. */
export const goodsInTransit = view({
  name: 'goods_in_transit',
  tables: [goods],
  on: [
    project(TransferAwaited, (event, write) => {
      const { plant, data, position } = event
      const { item, transfer, line: documentLine = '', fromPlant, quantity, expectedOn } = data
      const said = { fromPlant, expectedOn, unit: quantity.unit, position }
      write(goods).add({ plant, item, transfer, documentLine }, { shipped: quantity.amount }, said)
      settle(event, write)
    }),
    project(TransferRecalled, (event, write) => {
      const { plant, data, position } = event
      const { item, transfer, line: documentLine = '', quantity } = data
      const row = { plant, item, transfer, documentLine }
      write(goods).add(row, { shipped: negate(quantity.amount) }, { unit: quantity.unit, position })
      settle(event, write)
    }),
    project(TransferClosed, (event, write) => {
      const { plant, data, position } = event
      const { item, transfer, line: documentLine = '', lost } = data
      const row = { plant, item, transfer, documentLine }
      write(goods).add(row, { lost: lost.amount }, { unit: lost.unit, closedReason: data.reason, position })
      settle(event, write)
    }),
    ...[GoodsReceived, GoodsIssued, GoodsReturned, StockAdjusted, MovementReversed].map((contract) =>
      project(contract, (event, write) => settle(event, write)),
    ),
  ],
})

interface Settling {
  readonly plant: string
  readonly position: string
  readonly type: string
  readonly data: unknown
}

function settle({ plant, position, type, data }: Settling, write: Write): void {
  const event = { type, data } as StockItemEvent
  for (const { kind, document, fulfilled } of linesOfEvent(event)) {
    if (kind !== 'supply' || document.type !== 'transferOrder') continue
    const row = { plant, item: event.data.item, transfer: document.id, documentLine: document.line ?? '' }
    write(goods).patch(row, { fulfilled, position })
  }
}
