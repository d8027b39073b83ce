import {
  GoodsIssued,
  MovementReversed,
  poolText,
  ReservationAllotted,
  ReservationExpired,
  ReservationExtended,
  ReservationReleased,
  StockReserved,
} from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'

const ended = { open: '0', allotments: [] }

const partOf = (lot: string | undefined, quantity: string) =>
  lot === undefined || quantity === '0' ? [] : [{ lot, quantity }]

export const reservations = view({
  name: 'reservations',
  tables: [inventory.reservation],
  on: [
    project(StockReserved, ({ plant, data, position }, write) => {
      const { reservation, item, quantity, lot = null, date = null, expiresAt = null, document } = data
      const allotments = data.allotments ?? partOf(data.lot, quantity.amount)
      write(inventory.reservation).put(
        { plant, item, reservation },
        {
          quantity: quantity.amount,
          open: quantity.amount,
          unit: quantity.unit,
          kind: allotments.length > 0 ? ('hard' as const) : ('soft' as const),
          allotments,
          ...{ lot, date, expiresAt, state: 'open', position },
          pool: data.pool ? poolText(data.pool) : null,
          consumesOn: data.pool ? (data.consumesOn ?? date) : null,
          documentType: document?.type ?? null,
          documentId: document?.id ?? null,
          documentLine: document?.line ?? null,
        },
      )
    }),
    project(
      ReservationExtended,
      ({ plant, data: { item, reservation, expiresAt = null }, position }, write) =>
        write(inventory.reservation).patch({ plant, item, reservation }, { expiresAt, position }),
    ),
    project(ReservationAllotted, ({ plant, data: { item, reservation, allotments }, position }, write) =>
      write(inventory.reservation).patch(
        { plant, item, reservation },
        { kind: 'hard', allotments, position },
      ),
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
      for (const { reservation, open, allotments } of used)
        write(inventory.reservation).patch(
          { plant, item, reservation },
          { open, ...(allotments ? { allotments } : {}), state: open === '0' ? 'used' : 'open', position },
        )
    }),
    project(MovementReversed, ({ plant, data: { item, reservations: given = [] }, position }, write) => {
      for (const { reservation, open, lot, allotments = partOf(lot, open) } of given)
        write(inventory.reservation).patch(
          { plant, item, reservation },
          { open, allotments, state: open === '0' ? 'used' : 'open', position },
        )
    }),
  ],
})
