import { fact } from '../../define.ts'
import { WorkOrderRelease } from '../fields.ts'

export const WorkOrderReleaseReported = fact('production.WorkOrderReleaseReported', {
  summary: 'The ERP released a work order to the floor, or changed a released one.',
  data: WorkOrderRelease,
  example: {
    order: 'WO-1001',
    item: 'BRACKET',
    quantity: { amount: '100', unit: 'EA' },
    dueDate: '2026-03-06',
    startDate: '2026-03-03',
    location: 'FG-01',
    components: [
      { item: 'STEEL', quantity: { amount: '25', unit: 'KGM' } },
      { item: 'BOLT', quantity: { amount: '400', unit: 'EA' } },
    ],
    inspectOutput: false,
  },
})
