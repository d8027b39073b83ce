import { fact } from '../../define.ts'
import { Supplier } from '../fields.ts'

export const SupplierPublished = fact('masterdata.SupplierPublished', {
  summary: "The ERP published a supplier's data, in full.",
  data: Supplier,
  example: { supplier: 'ACME-STEEL', name: 'Acme Steel', gln: '4098765000010', country: 'DE' },
})
