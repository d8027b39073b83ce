import { event } from '../../define.ts'
import { OrderRef } from '../fields.ts'

export const WorkOrderStarted = event('production.WorkOrderStarted', {
  summary: 'Work on an order began: it was said so, or its first consumption or output showed it.',
  data: OrderRef,
  example: { order: 'WO-1001' },
})
