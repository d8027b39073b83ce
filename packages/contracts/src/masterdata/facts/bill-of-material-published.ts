import { fact } from '../../define.ts'
import { BillOfMaterial } from '../fields.ts'

export const BillOfMaterialPublished = fact('masterdata.BillOfMaterialPublished', {
  summary: 'The ERP published what an item is made of, in full.',
  data: BillOfMaterial,
  example: {
    item: 'BRACKET',
    baseQuantity: { amount: '100', unit: 'EA' },
    components: [
      { item: 'STEEL', quantity: { amount: '25', unit: 'KGM' } },
      { item: 'BOLT', quantity: { amount: '400', unit: 'EA' } },
    ],
  },
})
