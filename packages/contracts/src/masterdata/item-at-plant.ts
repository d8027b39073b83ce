import type { KeptItem } from './fields.ts'

/** An item as one plant plans it: what the plant says of it goes before what the item says. */
export type ItemAtPlant = Omit<KeptItem, 'plants' | 'asOf'>

export function itemAtPlant(item: KeptItem, plant: string): ItemAtPlant {
  const { plants, asOf: _, ...common } = item
  const { plant: __, ...own } = plants.find((p) => p.plant === plant) ?? {}
  return { ...common, ...own }
}
