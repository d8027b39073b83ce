import { event } from '../../define.ts'
import { WorkOrderEnd } from '../fields.ts'

export const WorkOrderCompleted = event('production.WorkOrderCompleted', {
  summary: 'Work on an order is done; what is left of its supply and demand will not come.',
  data: WorkOrderEnd,
  example: { order: 'WO-1001', item: 'BRACKET', components: ['STEEL', 'BOLT'] },
})
