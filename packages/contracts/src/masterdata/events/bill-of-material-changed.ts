import { event } from '../../define.ts'
import { BillOfMaterialPublished } from '../facts/bill-of-material-published.ts'
import { AsOf, BillOfMaterial } from '../fields.ts'

export const BillOfMaterialChanged = event('masterdata.BillOfMaterialChanged', {
  summary: 'A bill of material is new or changed; the data are its full state.',
  data: BillOfMaterial.extend(AsOf.shape),
  example: { ...BillOfMaterialPublished.example.data, asOf: '2026-03-02T07:00:00.000Z' },
})
