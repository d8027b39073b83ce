import { command } from '../../define.ts'
import { BillOfMaterialPublished } from '../facts/bill-of-material-published.ts'
import { BillOfMaterial } from '../fields.ts'

export const PublishBillOfMaterial = command('masterdata.PublishBillOfMaterial', {
  summary: 'Asks to take what an item is made of, in full.',
  data: BillOfMaterial,
  example: BillOfMaterialPublished.example.data,
})
