import {
  ALL_PLANTS,
  type DataOf,
  ItemChanged,
  type KeptItem,
  type Plant,
  PlantChanged,
  type PromiseOrder,
  type RunBackorders,
} from '@takt/contracts'
import { missing, type ReferenceCopy, reference } from '@takt/service'
import type { OrderReference } from './domain/order-promise/plan.ts'

/** Orchestration's own copies of master data: what substitutes an order may be given, and that its plants are known. */
export const references = [
  reference({ name: 'items', contract: ItemChanged, key: (i) => i.item }),
  reference({ name: 'plants', contract: PlantChanged, key: (p) => p.plant }),
]

export type Copies = { readonly items: ReferenceCopy<KeptItem>; readonly plants: ReferenceCopy<Plant> }

const unknownItem = (id: string) =>
  missing('unknown-item', `the item ${id} is not known: publish it on in.all.masterdata.item-published.v1`)
const unknownPlant = (id: string) =>
  missing('unknown-plant', `the plant ${id} is not known: publish it on in.all.masterdata.plant-published.v1`)

/** What a run names that is not here; nothing where all is. */
export function unknownItemOf(
  { items = [] }: DataOf<typeof RunBackorders>,
  refs: Copies,
  plant: string,
): undefined | ReturnType<typeof missing> {
  if (plant !== ALL_PLANTS && !refs.plants.get(plant)) return unknownPlant(plant)
  const unknown = items.find((item) => !refs.items.get(item))
  return unknown === undefined ? undefined : unknownItem(unknown)
}

/** The items and plants that an order names, and the substitutes of its items; what is not here yet is said. */
export function orderReference(
  { lines }: DataOf<typeof PromiseOrder>,
  { items, plants }: Copies,
): OrderReference | ReturnType<typeof missing> {
  const found = new Map<string, KeptItem>()
  for (const { item: id, plants: places } of lines) {
    const item = items.get(id)
    if (!item) return unknownItem(id)
    const unknown = places.find((plant) => !plants.get(plant))
    if (unknown !== undefined) return unknownPlant(unknown)
    found.set(id, item)
    for (const substitute of item.substitutes ?? []) {
      const kept = items.get(substitute)
      if (kept) found.set(substitute, kept)
    }
  }
  return { items: found }
}
