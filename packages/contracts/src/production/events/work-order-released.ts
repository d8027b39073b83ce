import { z } from 'zod'
import { event } from '../../define.ts'
import { Day, Id, Instant } from '../../fields.ts'
import { Amount, Quantity } from '../../quantity.ts'
import { WorkOrderStatus, WorkOrderTotals } from '../fields.ts'

export const WorkOrderReleased = event('production.WorkOrderReleased', {
  summary: 'A work order was released, or a released one was changed: what it makes, from what, until when.',
  data: z.object({
    order: Id,
    item: Id,
    /** In the item's base unit. */
    quantity: Quantity,
    /** As ordered, where that was another unit. */
    ordered: Quantity.optional(),
    dueDate: Day,
    startDate: Day.optional(),
    location: Id,
    /** What the whole order needs, in each component's base unit. */
    components: z.array(z.object({ item: Id, quantity: Quantity })),
    /** Components that an earlier release of this order asked for and this one does not. */
    withdrawn: z.array(Id),
    /** Output goes into inspection before it is free. */
    inspect: z.boolean(),
    overdeliveryTolerancePercent: Amount,
    /** The order's status from here on: reports that overtook the release may have moved it on already. */
    /** When it was first released, by the source's clock. */
    releasedAt: Instant,
    status: WorkOrderStatus,
    totals: WorkOrderTotals,
  }),
  example: {
    order: 'WO-1001',
    item: 'BRACKET',
    quantity: { amount: '100', unit: 'EA' },
    dueDate: '2026-03-06',
    startDate: '2026-03-03',
    location: 'FG-01',
    components: [
      { item: 'STEEL', quantity: { amount: '25', unit: 'KGM' } },
      { item: 'BOLT', quantity: { amount: '400', unit: 'EA' } },
    ],
    withdrawn: [],
    inspect: false,
    overdeliveryTolerancePercent: '0',
    releasedAt: '2026-03-02T08:00:00.000Z',
    status: 'released',
    totals: { yield: '0', scrap: '0', remaining: '100', progress: '0' },
  },
})
