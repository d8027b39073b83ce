import { event } from '../../define.ts'
import { Text } from '../../fields.ts'
import { WorkOrderEnd } from '../fields.ts'

export const WorkOrderCancelled = event('production.WorkOrderCancelled', {
  summary: 'An order was cancelled; what is left of its supply and demand will not come.',
  data: WorkOrderEnd.extend({ reason: Text }),
  example: {
    order: 'WO-1001',
    item: 'BRACKET',
    components: ['STEEL', 'BOLT'],
    reason: 'the customer withdrew the order',
  },
})
