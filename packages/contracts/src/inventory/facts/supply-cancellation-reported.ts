import { fact } from '../../define.ts'
import { LineCancellation } from '../fields.ts'

export const SupplyCancellationReported = fact('inventory.SupplyCancellationReported', {
  summary: 'What is still open of a line of supply will not come.',
  data: LineCancellation,
  example: {
    item: 'STEEL',
    document: { type: 'purchaseOrder', id: 'PO-4500', line: '10' },
    reason: 'supplier cannot deliver',
  },
})
