import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { Reported } from '../fields.ts'
import { At, For } from '../moved.ts'
import { Owner } from '../owner.ts'
import { MovedSerials } from '../serials.ts'
import { StockStatus, UsableStatus } from '../stock-status.ts'

export const StockOwnerChanged = event('inventory.StockOwnerChanged', {
  summary: 'Stock changed hands where it lies.',
  data: z.object({
    item: Id,
    ...At,
    status: StockStatus,
    /** Lies in blocked stock because of a hold; this is what it becomes on release. */
    heldFrom: UsableStatus.optional(),
    /** The plant's own where left out. */
    fromOwner: Owner.optional(),
    toOwner: Owner.optional(),
    quantity: Quantity,
    ...MovedSerials,
    ...Reported.shape,
    ...For,
  }),
  example: {
    item: 'STEEL',
    location: 'RAW-01',
    lot: 'S-77',
    status: 'unrestricted',
    fromOwner: { kind: 'consignment', party: 'ACME-STEEL' },
    quantity: { amount: '120', unit: 'KGM' },
    reason: 'taken over for WO-1001',
  },
})
