import { fact } from '../../define.ts'
import { LineCancellation } from '../fields.ts'

export const DemandCancellationReported = fact('inventory.DemandCancellationReported', {
  summary: 'What is still open of a line of demand is not wanted any more.',
  data: LineCancellation,
  example: {
    item: 'BRACKET',
    document: { type: 'salesOrder', id: 'SO-900', line: '10' },
    reason: 'customer cancelled',
  },
})
