import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { Owned, Reported } from '../fields.ts'
import { At, For, Settled } from '../moved.ts'
import { MovedSerials } from '../serials.ts'
import { StockStatus, UsableStatus } from '../stock-status.ts'

export const StockStatusChanged = event('inventory.StockStatusChanged', {
  summary: 'Stock took another status.',
  data: z.object({
    item: Id,
    ...At,
    ...Owned,
    from: StockStatus,
    heldFrom: UsableStatus.optional(),
    to: StockStatus,
    /** Stays blocked because of a hold; this is what it becomes on release. */
    heldTo: UsableStatus.optional(),
    quantity: Quantity,
    ...MovedSerials,
    ...Reported.shape,
    ...For,
    ...Settled,
  }),
  example: {
    item: 'BRACKET',
    location: 'FG-01',
    lot: 'B-2026-10',
    from: 'inInspection',
    to: 'unrestricted',
    quantity: { amount: '38', unit: 'EA' },
    document: { type: 'inspection', id: 'I-301' },
  },
})
