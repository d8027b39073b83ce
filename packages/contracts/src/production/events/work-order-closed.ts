import { event } from '../../define.ts'
import { WorkOrderEnd } from '../fields.ts'

export const WorkOrderClosed = event('production.WorkOrderClosed', {
  summary: 'An order was closed for good.',
  data: WorkOrderEnd,
  example: { order: 'WO-1001', item: 'BRACKET', components: ['STEEL', 'BOLT'] },
})
