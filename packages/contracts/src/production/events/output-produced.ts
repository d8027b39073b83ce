import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Instant, Text } from '../../fields.ts'
import { MovedSerials } from '../../inventory/serials.ts'
import { Quantity } from '../../quantity.ts'
import { WorkOrderTotals } from '../fields.ts'

export const OutputProduced = event('production.OutputProduced', {
  summary: 'An order yielded good pieces, scrap, or both.',
  data: z.object({
    order: Id,
    item: Id,
    /** In the item's base unit; zero where there was none. */
    yield: Quantity,
    /** In the item's base unit; zero where there was none. */
    scrap: Quantity,
    /** As reported, where that was another unit. */
    reported: z.object({ yield: Quantity.optional(), scrap: Quantity.optional() }).optional(),
    scrapReason: Text.optional(),
    location: Id,
    lot: Id.optional(),
    /** Of the good pieces, as they were reported. */
    ...MovedSerials,
    /** It goes into inspection before it is free. */
    inspect: z.boolean(),
    /** Where it was reported before the order's release and counted only then: by which message, and when it was produced. */
    deferred: z.object({ report: Id, producedAt: Instant }).optional(),
    /** The order's totals with this output counted. */
    totals: WorkOrderTotals,
  }),
  example: {
    order: 'WO-1001',
    item: 'BRACKET',
    yield: { amount: '40', unit: 'EA' },
    scrap: { amount: '2', unit: 'EA' },
    scrapReason: 'burr on the edge',
    location: 'FG-01',
    lot: 'B-2026-10',
    inspect: false,
    totals: { yield: '40', scrap: '2', remaining: '60', progress: '0.4' },
  },
})
