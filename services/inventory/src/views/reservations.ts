import {
  GoodsIssued,
  MovementReversed,
  ReservationExpired,
  ReservationExtended,
  ReservationReleased,
  StockReserved,
} from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'

const ended = { open: '0' } as const

export const reservations = view({
  name: 'reservations',
  tables: [inventory.reservation],
  on: [
    project(StockReserved, ({ plant, data, position }, write) => {
      const { reservation, item, quantity, lot = null, date = null, expiresAt, document } = data
      write(inventory.reservation).put(
        { plant, item, reservation },
        {
          quantity: quantity.amount,
          open: quantity.amount,
          unit: quantity.unit,
          ...{ lot, date, expiresAt, state: 'open', position },
          documentType: document?.type ?? null,
          documentId: document?.id ?? null,
          documentLine: document?.line ?? null,
        },
      )
    }),
    project(ReservationExtended, ({ plant, data: { item, reservation, expiresAt }, position }, write) =>
      write(inventory.reservation).patch({ plant, item, reservation }, { expiresAt, position }),
    ),
    project(ReservationReleased, ({ plant, data: { item, reservation }, position }, write) =>
      write(inventory.reservation).patch(
        { plant, item, reservation },
        { ...ended, state: 'released', position },
      ),
    ),
    project(ReservationExpired, ({ plant, data: { item, reservation }, position }, write) =>
      write(inventory.reservation).patch(
        { plant, item, reservation },
        { ...ended, state: 'expired', position },
      ),
    ),
    project(GoodsIssued, ({ plant, data: { item, reservations: used = [] }, position }, write) => {
      for (const { reservation, open } of used)
        write(inventory.reservation).patch(
          { plant, item, reservation },
          { open, state: open === '0' ? 'used' : 'open', position },
        )
    }),
    project(MovementReversed, ({ plant, data: { item, reservations: given = [] }, position }, write) => {
      for (const { reservation, open } of given)
        write(inventory.reservation).patch(
          { plant, item, reservation },
          { open, state: open === '0' ? 'used' : 'open', position },
        )
    }),
  ],
})
