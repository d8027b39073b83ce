import { event } from '../../define.ts'
import { SupplierPublished } from '../facts/supplier-published.ts'
import { AsOf, Supplier } from '../fields.ts'

export const SupplierChanged = event('masterdata.SupplierChanged', {
  summary: 'A supplier is new or changed; the data are its full state.',
  data: Supplier.extend(AsOf.shape),
  example: { ...SupplierPublished.example.data, asOf: '2026-03-02T07:00:00.000Z' },
})
