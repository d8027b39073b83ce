import { fact } from '../../define.ts'
import { OrderRef } from '../fields.ts'

export const WorkOrderStartReported = fact('production.WorkOrderStartReported', {
  summary: 'Work on an order began.',
  data: OrderRef,
  example: { order: 'WO-1001' },
})
