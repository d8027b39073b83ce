import { type DataOf, type PublishSupplier, SupplierChanged, type SupplierPublished } from '@takt/contracts'
import { mirror } from './mirror.ts'

type Published = (typeof SupplierPublished | typeof PublishSupplier)['name']

export const Supplier = mirror<typeof SupplierChanged.name, DataOf<typeof SupplierPublished>, Published>(
  SupplierChanged,
)
