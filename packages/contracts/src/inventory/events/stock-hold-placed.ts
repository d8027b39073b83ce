import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { Amount, UnitCode } from '../../quantity.ts'
import { Owned, ReportedAt } from '../fields.ts'
import { UsableStatus } from '../stock-status.ts'

export const StockHoldPlaced = event('inventory.StockHoldPlaced', {
  summary: 'A lot, or the whole item, is held: what was usable of it is blocked.',
  data: z.object({
    hold: Id,
    item: Id,
    /** Left out where it is the whole item. */
    lot: Id.optional(),
    reason: Text,
    ...ReportedAt.shape,
    unit: UnitCode,
    moved: z.array(z.object({ location: Id, lot: z.string(), ...Owned, from: UsableStatus, amount: Amount })),
  }),
  example: {
    hold: 'H-501',
    item: 'STEEL',
    lot: 'S-77',
    reason: 'certificate missing',
    reportedAt: '2026-03-02T09:00:00Z',
    unit: 'KGM',
    moved: [{ location: 'RAW-01', lot: 'S-77', from: 'unrestricted', amount: '500' }],
  },
})
