import type { DataOf, Quantity, UnitRule, WorkOrderReleaseReported } from '@takt/contracts'
import { divide, inBaseUnit, isPositive, multiply } from '@takt/contracts'
import { type Rejection, reject } from '@takt/decider'

/** An item as a work order needs to know it. */
export interface ItemRule extends UnitRule {
  readonly inspectAtReceipt?: boolean | undefined
  readonly plants: readonly { readonly plant: string; readonly inspectAtReceipt?: boolean | undefined }[]
}

/** What makes `baseQuantity` of an item. */
export interface Bill {
  readonly baseQuantity: Quantity
  readonly components: readonly Component[]
}

export interface Component {
  readonly item: string
  readonly quantity: Quantity
}

interface Copy<Data> {
  get(key: string): Data | undefined
}

/** The master data a work order is decided with. */
export interface WorkOrderReference {
  readonly items: Copy<ItemRule>
  readonly billsOfMaterial: Copy<Bill>
  readonly plants: Copy<{ readonly defaultLocation: string }>
}

/** What master data a release needs and has not got, as a code and what to publish; undefined where all is there. */
export function lacking(
  release: DataOf<typeof WorkOrderReleaseReported>,
  reference: WorkOrderReference,
  plant: string,
): { readonly code: string; readonly sentence: string } | undefined {
  const bill = reference.billsOfMaterial.get(release.item)
  const components = release.components ?? bill?.components
  const unknown = [release.item, ...(components ?? []).map((c) => c.item)].find(
    (i) => !reference.items.get(i),
  )
  if (unknown !== undefined) return lackingItem(unknown)
  if (!components)
    return {
      code: 'unknown-bill-of-material',
      sentence: `Order ${release.order} names no components and ${release.item} has no bill of material: publish it, or name the components.`,
    }
  if (release.location === undefined && !reference.plants.get(plant))
    return {
      code: 'unknown-plant',
      sentence: `Order ${release.order} names no location and plant ${plant} is not known: publish the plant, or name the location.`,
    }
  return undefined
}

export const lackingItem = (item: string) => ({
  code: 'unknown-item',
  sentence: `Item ${item} is not known: publish it as master data.`,
})

/** The quantity in the item's base unit, or why there is none. */
export function inBaseUnitOf(
  quantity: Quantity,
  item: string,
  reference: WorkOrderReference,
): Quantity | Rejection {
  const rule = reference.items.get(item)
  return rule
    ? inBaseUnit(quantity, item, rule)
    : reject('unknown-item', lackingItem(item).sentence, { item })
}

/**
 * What `quantity` of an item (in its base unit) needs by its bill of material:
 * component × quantity ÷ base quantity, exact, rounded once and upwards to the digits the component keeps.
 */
export function explode(
  item: string,
  quantity: Quantity,
  reference: WorkOrderReference,
): readonly Component[] | Rejection {
  const bill = reference.billsOfMaterial.get(item)
  if (!bill) return reject('unknown-bill-of-material', `Item ${item} has no bill of material.`, { item })
  const base = inBaseUnitOf(bill.baseQuantity, item, reference)
  if ('rejected' in base) return base
  if (!isPositive(base.amount))
    return reject('unknown-bill-of-material', `The bill of material of ${item} is for nothing.`, { item })
  const components: Component[] = []
  for (const { item: component, quantity: each } of bill.components) {
    const needed = inBaseUnitOf(each, component, reference)
    if ('rejected' in needed) return needed
    const decimals = reference.items.get(component)?.decimals ?? 0
    const amount = divide(multiply(needed.amount, quantity.amount), base.amount, decimals, 'up')
    components.push({ item: component, quantity: { amount, unit: needed.unit } })
  }
  return components
}
