import { command } from '../../define.ts'
import { WorkOrderStartReported } from '../facts/work-order-start-reported.ts'
import { OrderRef } from '../fields.ts'

export const StartWorkOrder = command('production.StartWorkOrder', {
  summary: 'Asks to start a released work order.',
  data: OrderRef,
  example: WorkOrderStartReported.example.data,
})
