import { command } from '../../define.ts'
import { WorkOrderCompletionReported } from '../facts/work-order-completion-reported.ts'
import { OrderRef } from '../fields.ts'

export const CompleteWorkOrder = command('production.CompleteWorkOrder', {
  summary: 'Asks to complete an open work order.',
  data: OrderRef,
  example: WorkOrderCompletionReported.example.data,
})
