import { command } from '../../define.ts'
import { WorkOrderCloseReported } from '../facts/work-order-close-reported.ts'
import { OrderRef } from '../fields.ts'

export const CloseWorkOrder = command('production.CloseWorkOrder', {
  summary: 'Asks to close a completed work order.',
  data: OrderRef,
  example: WorkOrderCloseReported.example.data,
})
