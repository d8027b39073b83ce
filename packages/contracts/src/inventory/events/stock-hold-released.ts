import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { Amount, UnitCode } from '../../quantity.ts'
import { Owned, ReportedAt } from '../fields.ts'
import { UsableStatus } from '../stock-status.ts'

export const StockHoldReleased = event('inventory.StockHoldReleased', {
  summary: 'A hold ended: what it held, and no other hold covers, is as usable as it was.',
  data: z.object({
    hold: Id,
    item: Id,
    /** Left out where it is the whole item. */
    lot: Id.optional(),
    reason: Text.optional(),
    ...ReportedAt.shape,
    unit: UnitCode,
    /** It came before its hold, which has no effect when it comes. */
    overtook: z.boolean().optional(),
    moved: z.array(z.object({ location: Id, lot: z.string(), ...Owned, to: UsableStatus, amount: Amount })),
  }),
  example: {
    hold: 'H-501',
    item: 'STEEL',
    lot: 'S-77',
    reason: 'certificate arrived',
    reportedAt: '2026-03-03T09:00:00Z',
    unit: 'KGM',
    moved: [{ location: 'RAW-01', lot: 'S-77', to: 'unrestricted', amount: '500' }],
  },
})
