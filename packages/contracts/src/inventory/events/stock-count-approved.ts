import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { Stands, StockEffect } from '../fields.ts'
import { At } from '../moved.ts'
import { Differing } from '../stock-count.ts'

export const StockCountApproved = event('inventory.StockCountApproved', {
  summary: 'The difference that a count found was posted.',
  data: z.object({
    item: Id,
    count: Id,
    ...At,
    ...Stands,
    /** The difference, above or below zero, or zero. */
    quantity: Quantity,
    /** The serial numbers that went out and that came in: those that differed and still do. */
    ...Differing,
    /** Of a count by serial numbers, what was posted place by place; all of `quantity` at this one where left out. */
    effects: z.array(StockEffect).optional(),
    /** Nobody had to: the difference is within the tolerance of the plant. */
    withinTolerance: z.boolean(),
    approvedBy: Id.optional(),
  }),
  example: {
    item: 'BOLT',
    count: 'CC-2026-03-117',
    location: 'RAW-01',
    lot: '',
    status: 'unrestricted',
    quantity: { amount: '-7', unit: 'EA' },
    withinTolerance: false,
    approvedBy: 'a.smith',
  },
})
