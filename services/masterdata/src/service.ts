import {
  BillOfMaterialChanged,
  BillOfMaterialPublished,
  ItemChanged,
  ItemPublished,
  PlantChanged,
  PlantPublished,
  PublishBillOfMaterial,
  PublishItem,
  PublishPlant,
  PublishSupplier,
  SupplierChanged,
  SupplierPublished,
} from '@takt/contracts'
import { aggregate, defineService } from '@takt/service'
import { BillOfMaterial } from './domain/bill-of-material.ts'
import { Item } from './domain/item.ts'
import { Plant } from './domain/plant.ts'
import { Supplier } from './domain/supplier.ts'
import { views } from './views/index.ts'

const context = 'masterdata'

export const service = defineService({
  name: context,
  aggregates: [
    aggregate({
      context,
      name: 'item',
      decider: Item,
      handles: [ItemPublished, PublishItem],
      events: [ItemChanged],
      id: ({ data }) => data.item,
    }),
    aggregate({
      context,
      name: 'plant',
      decider: Plant,
      handles: [PlantPublished, PublishPlant],
      events: [PlantChanged],
      id: ({ data }) => data.plant,
    }),
    aggregate({
      context,
      name: 'supplier',
      decider: Supplier,
      handles: [SupplierPublished, PublishSupplier],
      events: [SupplierChanged],
      id: ({ data }) => data.supplier,
    }),
    aggregate({
      context,
      name: 'billOfMaterial',
      decider: BillOfMaterial,
      handles: [BillOfMaterialPublished, PublishBillOfMaterial],
      events: [BillOfMaterialChanged],
      id: ({ data }) => data.item,
    }),
  ],
  views,
})
