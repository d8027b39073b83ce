import { command } from '../../define.ts'
import { WorkOrderCancellationReported } from '../facts/work-order-cancellation-reported.ts'
import { WorkOrderCancellation } from '../fields.ts'

export const CancelWorkOrder = command('production.CancelWorkOrder', {
  summary: 'Asks to cancel a work order that has no output yet.',
  data: WorkOrderCancellation,
  example: WorkOrderCancellationReported.example.data,
})
