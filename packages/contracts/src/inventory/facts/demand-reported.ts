import { fact } from '../../define.ts'
import { Demand } from '../fields.ts'

export const DemandReported = fact('inventory.DemandReported', {
  summary: 'A line of demand is new or changed; the data are its full state.',
  data: Demand,
  example: {
    item: 'BRACKET',
    document: { type: 'salesOrder', id: 'SO-900', line: '10' },
    quantity: { amount: '60', unit: 'EA' },
    date: '2026-03-09',
    customer: 'C-17',
  },
})
