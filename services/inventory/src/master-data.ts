import { gtinsOf, ItemChanged, type KeptItem, type Plant, PlantChanged } from '@takt/contracts'
import { missing, type ReferenceCopy, reference } from '@takt/service'

/** Inventory's own copies of master data. */
export const references = [
  reference({ name: 'items', contract: ItemChanged, key: (i) => i.item, aliases: gtinsOf }),
  reference({ name: 'plants', contract: PlantChanged, key: (p) => p.plant }),
]

export type Copies = { readonly items: ReferenceCopy<KeptItem>; readonly plants: ReferenceCopy<Plant> }

const MEND = 'then replay this message'

export const unknownItem = (item: string) =>
  missing(
    'unknown-item',
    `the item ${item} is not known: publish it on in.all.masterdata.item-published.v1, ${MEND}`,
  )

export const unknownPlant = (plant: string) =>
  missing(
    'unknown-plant',
    `the plant ${plant} is not known: publish it on in.all.masterdata.plant-published.v1, ${MEND}`,
  )
