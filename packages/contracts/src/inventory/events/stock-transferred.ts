import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Stands } from '../fields.ts'
import { For, Measured } from '../moved.ts'

export const StockTransferred = event('inventory.StockTransferred', {
  summary: 'Stock moved from one location of a plant to another.',
  data: z.object({
    item: Id,
    fromLocation: Id,
    toLocation: Id,
    /** '' where there is none. */
    lot: z.string(),
    ...Stands,
    ...Measured,
    ...For,
  }),
  example: {
    item: 'BOLT',
    fromLocation: 'RAW-01',
    toLocation: 'LINE-1',
    lot: '',
    status: 'unrestricted',
    quantity: { amount: '400', unit: 'EA' },
    reported: { amount: '2', unit: 'BX' },
  },
})
