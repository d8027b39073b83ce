import { z } from 'zod'
import { command } from '../../define.ts'
import { Day, Id } from '../../fields.ts'
import { PositiveQuantity } from '../../quantity.ts'
import { Serials } from '../serials.ts'
import { StockStatus } from '../stock-status.ts'

export const PostProductionReceipt = command('inventory.PostProductionReceipt', {
  summary: 'A work order yielded: stock goes up and the supply of the order goes down, in one step.',
  audience: 'internal',
  data: z.object({
    item: Id,
    order: Id,
    location: Id.optional(),
    lot: Id.optional(),
    /** The last day the lot may be used. */
    expiresOn: Day.optional(),
    status: StockStatus,
    quantity: PositiveQuantity,
    serials: Serials.optional(),
  }),
  example: {
    item: 'BRACKET',
    order: 'WO-1001',
    location: 'FG-01',
    lot: 'B-2026-10',
    status: 'unrestricted',
    quantity: { amount: '40', unit: 'EA' },
  },
})
