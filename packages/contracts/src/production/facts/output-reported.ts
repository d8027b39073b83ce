import { fact } from '../../define.ts'
import { Output } from '../fields.ts'

export const OutputReported = fact('production.OutputReported', {
  summary: 'An order yielded good pieces, scrap, or both.',
  data: Output,
  example: {
    order: 'WO-1001',
    yield: { amount: '40', unit: 'EA' },
    scrap: { amount: '2', unit: 'EA' },
    scrapReason: 'burr on the edge',
    lot: 'B-2026-10',
  },
})
