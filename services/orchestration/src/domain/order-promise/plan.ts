import {
  type DataOf,
  defined,
  isPositive,
  type KeptItem,
  type PlannedLine,
  type PromiseOrder,
  toBaseUnit,
} from '@takt/contracts'
import { isRejection, type Rejection, reject } from '@takt/decider'

/** The master data that an order is planned with; every item it names is here. */
export interface OrderReference {
  readonly items: ReadonlyMap<string, KeptItem>
}

type Wanted = DataOf<typeof PromiseOrder>['lines'][number]

/** Where every line may come from, in order: its item from plant to plant, then each substitute. */
export function planOf(
  { lines }: DataOf<typeof PromiseOrder>,
  reference: OrderReference,
): PlannedLine[] | Rejection {
  const planned: PlannedLine[] = []
  for (const wanted of lines) {
    const line = planLine(wanted, reference)
    if (isRejection(line)) return line
    planned.push(line)
  }
  return planned
}

function planLine(wanted: Wanted, { items }: OrderReference): PlannedLine | Rejection {
  const { line, item, quantity, date, policy, priority, plants, substitutes = false } = wanted
  const kept = items.get(item) as KeptItem
  const base = toBaseUnit(quantity, kept)
  if (!base) return unknownUnit(wanted, kept)
  if (!isPositive(base.amount)) return nothing(wanted, kept)
  const skipped: PlannedLine['skipped'] = []
  const alike: string[] = []
  for (const id of substitutes ? (kept.substitutes ?? []) : []) {
    const reason = whyNot(id, kept, items.get(id))
    if (reason) skipped.push({ item: id, reason })
    else alike.push(id)
  }
  const sources = [item, ...alike].flatMap((id) => plants.map((plant) => ({ plant, item: id })))
  const requested = { date, amount: base.amount }
  return defined({ line, item, unit: kept.unit, requested, policy, priority, sources, skipped })
}

/** Only what counts in the same unit can stand in one for one. */
function whyNot(id: string, item: KeptItem, substitute: KeptItem | undefined): string | undefined {
  if (!substitute) return `${id} is not published`
  if (id === item.item) return `${id} is the item itself`
  return substitute.unit === item.unit
    ? undefined
    : `${id} is kept in ${substitute.unit}, ${item.item} in ${item.unit}`
}

const unknownUnit = ({ line, quantity }: Wanted, { item, unit, conversions }: KeptItem) => {
  const known = [unit, ...conversions.map((c) => c.unit)]
  return reject(
    'unknown-unit',
    `${item} has no unit ${quantity.unit}; it is known in ${known.join(', ')}. Publish the item with a conversion, or use one of these.`,
    { line, item, unit: quantity.unit, known },
  )
}

const nothing = ({ line, quantity }: Wanted, { item, unit, decimals }: KeptItem) =>
  reject(
    'rounds-to-zero',
    `${quantity.amount} ${quantity.unit} of ${item} are nothing in ${unit} with ${decimals} digits after the point.`,
    { line, item, quantity, unit, decimals },
  )
