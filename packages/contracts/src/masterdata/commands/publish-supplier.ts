import { command } from '../../define.ts'
import { SupplierPublished } from '../facts/supplier-published.ts'
import { Supplier } from '../fields.ts'

export const PublishSupplier = command('masterdata.PublishSupplier', {
  summary: "Asks to take a supplier's data, in full.",
  data: Supplier,
  example: SupplierPublished.example.data,
})
