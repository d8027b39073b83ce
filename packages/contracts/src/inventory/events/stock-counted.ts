import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Amount, Quantity } from '../../quantity.ts'
import { Reported, Stands } from '../fields.ts'
import { At } from '../moved.ts'
import { Differing } from '../stock-count.ts'

export const StockCounted = event('inventory.StockCounted', {
  summary: 'What is there was counted; the difference is not posted by this.',
  data: z.object({
    item: Id,
    count: Id,
    ...At,
    ...Stands,
    counted: Quantity,
    ...Reported.shape,
    /** What was known to be there when the count was recorded, in the base unit. */
    book: Amount,
    /** Counted minus book. */
    difference: Amount,
    /**
     * Of an item that is kept by serial numbers, as they were known when the count was recorded; left out where it named
     * none, or more of them differ than a count can tell. What had left a place without having come there is among
     * `found`.
     */
    ...Differing,
    countedBy: Id.optional(),
  }),
  example: {
    item: 'BOLT',
    count: 'CC-2026-03-117',
    location: 'RAW-01',
    lot: '',
    status: 'unrestricted',
    counted: { amount: '393', unit: 'EA' },
    book: '400',
    difference: '-7',
    countedBy: 'j.doe',
  },
})
