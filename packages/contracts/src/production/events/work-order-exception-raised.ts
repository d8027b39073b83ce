import { z } from 'zod'
import { event } from '../../define.ts'
import { Id, Text } from '../../fields.ts'

/**
 * `not-released`: a report came before the order's release. `after-end`: a report came for an order that was
 * completed, closed or cancelled. `over-delivery`: the yield exceeds the ordered quantity and its tolerance.
 * `item-differs`: a release names another item than the one before. `unknown-unit`: output that waited for its
 * order's release is in a unit that the item has no conversion for; it waits on.
 */
export const WorkOrderExceptionCode = z.enum([
  'not-released',
  'after-end',
  'over-delivery',
  'item-differs',
  'unknown-unit',
])

export const WorkOrderExceptionRaised = event('production.WorkOrderExceptionRaised', {
  summary: 'A report about an order was recorded although it does not fit the order; somebody must look.',
  data: z.object({
    order: Id,
    code: WorkOrderExceptionCode,
    sentence: Text,
    item: Id.optional(),
    /** The numbers and ids behind the sentence. */
    details: z.record(z.string(), z.string()),
  }),
  example: {
    order: 'WO-1001',
    code: 'over-delivery',
    sentence: 'Order WO-1001 yielded 140 EA where 100 EA were ordered and 0 % more are tolerated.',
    item: 'BRACKET',
    details: { yield: '140', quantity: '100', unit: 'EA', overdeliveryTolerancePercent: '0' },
  },
})
