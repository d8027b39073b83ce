import { BillOfMaterialChanged, type DataOf, ItemChanged, PlantChanged } from '@takt/contracts'
import { type ReferenceCopy, reference } from '@takt/service'

/** The master data production keeps copies of. */
export const references = [
  reference({ name: 'items', contract: ItemChanged, key: (d) => d.item }),
  reference({ name: 'billsOfMaterial', contract: BillOfMaterialChanged, key: (d) => d.item }),
  reference({ name: 'plants', contract: PlantChanged, key: (d) => d.plant }),
]

export type ProductionReferences = {
  readonly items: ReferenceCopy<DataOf<typeof ItemChanged>>
  readonly billsOfMaterial: ReferenceCopy<DataOf<typeof BillOfMaterialChanged>>
  readonly plants: ReferenceCopy<DataOf<typeof PlantChanged>>
}
