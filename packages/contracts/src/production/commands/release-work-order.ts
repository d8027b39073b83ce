import { command } from '../../define.ts'
import { WorkOrderReleaseReported } from '../facts/work-order-release-reported.ts'
import { WorkOrderRelease } from '../fields.ts'

export const ReleaseWorkOrder = command('production.ReleaseWorkOrder', {
  summary: 'Asks to release a work order to the floor.',
  data: WorkOrderRelease,
  example: WorkOrderReleaseReported.example.data,
})
