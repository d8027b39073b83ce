import { fact } from '../../define.ts'
import { MaterialConsumption } from '../fields.ts'

export const MaterialConsumptionReported = fact('production.MaterialConsumptionReported', {
  summary: 'Material was taken from a location and used for an order.',
  data: MaterialConsumption,
  example: {
    order: 'WO-1001',
    item: 'STEEL',
    location: 'RAW-01',
    lot: 'S-77',
    quantity: { amount: '12.5', unit: 'KGM' },
  },
})
