import { fact } from '../../define.ts'
import { Item } from '../fields.ts'

export const ItemPublished = fact('masterdata.ItemPublished', {
  summary: "The ERP published an item's data: units, lot control, GTINs and planning values, in full.",
  data: Item,
  example: {
    item: 'STEEL',
    description: 'Steel coil, 2 mm',
    unit: 'KGM',
    decimals: 3,
    conversions: [{ unit: 'TNE', numerator: 1000, denominator: 1 }],
    lotControlled: true,
    gtins: ['04012345000016'],
    reorderPoint: '100',
    leadTimeDays: 10,
    supplier: 'ACME-STEEL',
    plants: [{ plant: 'P2', reorderPoint: '50', inspectAtReceipt: true, inspectionDays: 2 }],
  },
})
