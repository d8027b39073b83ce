import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { DocumentRef, Owned, StockExceptionCode } from '../fields.ts'
import { StockStatus } from '../stock-status.ts'

export const StockExceptionRaised = event('inventory.StockExceptionRaised', {
  summary: 'Something was recorded that somebody must look at.',
  data: z.object({
    /** Which matter it is; the same id clears it. */
    exception: z.string(),
    code: StockExceptionCode,
    item: Id,
    sentence: z.string(),
    location: Id.optional(),
    lot: z.string().optional(),
    status: StockStatus.optional(),
    ...Owned,
    serial: Id.optional(),
    quantity: Quantity.optional(),
    document: DocumentRef.optional(),
  }),
  example: {
    exception: 'negative-stock:RAW-01:S-77:unrestricted',
    code: 'negative-stock',
    item: 'STEEL',
    sentence: 'STEEL lot S-77 at RAW-01 is at -2.5 KGM unrestricted: a receipt or a correction is missing.',
    location: 'RAW-01',
    lot: 'S-77',
    status: 'unrestricted',
    quantity: { amount: '-2.5', unit: 'KGM' },
  },
})
