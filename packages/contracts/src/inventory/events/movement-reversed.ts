import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { UnitCode } from '../../quantity.ts'
import { ReservationState, StockEffect } from '../fields.ts'
import { LastDays, Settled } from '../moved.ts'

export const MovementReversed = event('inventory.MovementReversed', {
  summary: 'A movement was undone: its effects are booked the other way round, in one step.',
  data: z.object({
    item: Id,
    /** The message whose movement was undone. */
    movement: Id,
    reason: Text,
    /** The message that said so, where it came before the movement. */
    reversal: Id.optional(),
    /** Of all amounts: the item's base unit. */
    unit: UnitCode,
    effects: z.array(StockEffect),
    /** The transfer that it was shipped for, where another plant awaits it no more. */
    recalled: Id.optional(),
    ...Settled,
    /** What the movement had used of reservations, given back. */
    reservations: z.array(ReservationState).optional(),
    /** The last day of lots of which only this movement had said another; without one, none is known any more. */
    expiries: LastDays.optional(),
  }),
  example: {
    item: 'BRACKET',
    movement: 'wms-4711',
    reason: 'scanned twice',
    unit: 'EA',
    effects: [{ location: 'FG-01', lot: 'B-2026-10', status: 'unrestricted', amount: '20' }],
    lines: [
      {
        kind: 'demand',
        document: { type: 'salesOrder', id: 'SO-900', line: '10' },
        fulfilled: '0',
        confirmed: false,
        customer: 'C-17',
        open: [{ date: '2026-03-09', amount: '60', of: '60' }],
      },
    ],
  },
})
