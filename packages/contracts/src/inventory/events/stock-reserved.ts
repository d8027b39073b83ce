import { z } from 'zod'
import { event } from '../../define.ts'
import { Day, Id } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { ConsumesOn, Pool } from '../allocation-fields.ts'
import { Hard } from '../allotment.ts'
import { DocumentRef, Reported } from '../fields.ts'
import { Expiry } from '../reservation-fields.ts'

export const StockReserved = event('inventory.StockReserved', {
  summary: 'Stock was set aside, until a moment where one is said.',
  data: z.object({
    reservation: Id,
    item: Id,
    quantity: Quantity,
    ...Reported.shape,
    lot: Id.optional(),
    date: Day.optional(),
    ...Expiry,
    document: DocumentRef.optional(),
    ...Hard.shape,
    ...Pool.shape,
    ...ConsumesOn.shape,
  }),
  example: {
    reservation: 'R-1',
    item: 'BRACKET',
    quantity: { amount: '10', unit: 'EA' },
    expiresAt: '2026-03-02T18:00:00Z',
  },
})
