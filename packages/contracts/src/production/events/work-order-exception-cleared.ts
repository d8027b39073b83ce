import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { WorkOrderExceptionCode } from './work-order-exception-raised.ts'

export const WorkOrderExceptionCleared = event('production.WorkOrderExceptionCleared', {
  summary: 'What did not fit an order fits it now, such as a report whose release has arrived since.',
  data: z.object({ order: Id, code: WorkOrderExceptionCode, item: Id.optional() }),
  example: { order: 'WO-1001', code: 'not-released', item: 'BRACKET' },
})
