import { PublishBillOfMaterial } from './commands/publish-bill-of-material.ts'
import { PublishItem } from './commands/publish-item.ts'
import { PublishPlant } from './commands/publish-plant.ts'
import { PublishSupplier } from './commands/publish-supplier.ts'
import { BillOfMaterialChanged } from './events/bill-of-material-changed.ts'
import { ItemChanged } from './events/item-changed.ts'
import { PlantChanged } from './events/plant-changed.ts'
import { SupplierChanged } from './events/supplier-changed.ts'
import { BillOfMaterialPublished } from './facts/bill-of-material-published.ts'
import { ItemPublished } from './facts/item-published.ts'
import { PlantPublished } from './facts/plant-published.ts'
import { SupplierPublished } from './facts/supplier-published.ts'

export { PublishBillOfMaterial } from './commands/publish-bill-of-material.ts'
export { PublishItem } from './commands/publish-item.ts'
export { PublishPlant } from './commands/publish-plant.ts'
export { PublishSupplier } from './commands/publish-supplier.ts'
export { BillOfMaterialChanged } from './events/bill-of-material-changed.ts'
export { ItemChanged } from './events/item-changed.ts'
export { PlantChanged } from './events/plant-changed.ts'
export { SupplierChanged } from './events/supplier-changed.ts'
export { BillOfMaterialPublished } from './facts/bill-of-material-published.ts'
export { ItemPublished } from './facts/item-published.ts'
export { PlantPublished } from './facts/plant-published.ts'
export { SupplierPublished } from './facts/supplier-published.ts'
export {
  gtinsOf,
  type Item,
  type KeptItem,
  type LatePolicy,
  type Plant,
  type UnitConversion,
} from './fields.ts'
export { type ItemAtPlant, itemAtPlant } from './item-at-plant.ts'

export const masterdataContracts = [
  BillOfMaterialPublished,
  ItemPublished,
  PlantPublished,
  SupplierPublished,
  PublishBillOfMaterial,
  PublishItem,
  PublishPlant,
  PublishSupplier,
  BillOfMaterialChanged,
  ItemChanged,
  PlantChanged,
  SupplierChanged,
] as const
