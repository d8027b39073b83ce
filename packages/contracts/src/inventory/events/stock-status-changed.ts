import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { Quantity } from '../../quantity.ts'
import { DocumentRef, LineState, Owned, Reported } from '../fields.ts'
import { MovedSerials } from '../serials.ts'
import { StockStatus, UsableStatus } from '../stock-status.ts'

export const StockStatusChanged = event('inventory.StockStatusChanged', {
  summary: 'Stock took another status.',
  data: z.object({
    item: Id,
    location: Id,
    /** '' where there is none. */
    lot: z.string(),
    ...Owned,
    from: StockStatus,
    heldFrom: UsableStatus.optional(),
    to: StockStatus,
    /** Stays blocked because of a hold; this is what it becomes on release. */
    heldTo: UsableStatus.optional(),
    quantity: Quantity,
    ...MovedSerials,
    ...Reported.shape,
    document: DocumentRef.optional(),
    reason: Text.optional(),
    lines: z.array(LineState).optional(),
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
