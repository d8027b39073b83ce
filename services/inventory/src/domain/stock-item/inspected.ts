import { add, compare, isPositive, MAX_SERIALS, min, subtract } from '@takt/contracts'
import type { Ask } from './ask.ts'
import { placeOf } from './serials.ts'
import type { Standing } from './standing.ts'
import type { StockItem } from './state.ts'
import { standings } from './stock.ts'

/** Stock of a lot that waits for a usage decision; what is decided about is taken from it. */
interface Inspected {
  readonly location: string
  readonly owner: string
  amount: string
  readonly serials: Set<string>
}

/** What of a lot waits for the decision, by place and owner, the plant's own first. */
export function inspected(
  stock: StockItem,
  lot: string,
  location: string | undefined,
  { item }: Ask,
): Inspected[] {
  const waits = ({ status, heldFrom }: Standing) => (heldFrom ?? status) === 'inInspection'
  const places = [...standings(stock, lot)].filter(
    (at) => waits(at) && isPositive(at.amount) && (location ?? at.location) === at.location,
  )
  const serials = new Map(places.map((at) => [placeOf(at), new Set<string>()]))
  if (item.serialControlled)
    for (const [serial, at] of Object.entries(stock.serials.entries))
      if (typeof at === 'string') serials.get(at)?.add(serial)
  return places
    .map((at) => ({
      location: at.location,
      owner: at.owner,
      amount: at.amount,
      serials: serials.get(placeOf(at)) ?? new Set<string>(),
    }))
    .sort((a, b) => (`${a.owner}\n${a.location}` < `${b.owner}\n${b.location}` ? -1 : 1))
}

export interface Taken {
  readonly location: string
  readonly owner: string
  readonly amount: string
  readonly serials: string[]
}

/**
 * Takes an amount from where stock waits: the serial numbers that are named from where they are, the rest in order.
 * What is nowhere is taken where it was said to be, and shows as missing there.
 */
export function takeFrom(
  waiting: readonly Inspected[],
  amount: string,
  named: readonly string[] | undefined,
  elsewhere: string,
): Taken[] {
  let left = amount
  const some = (most: string) => {
    const taken = min(left, most)
    left = subtract(left, taken)
    return taken
  }
  const numbers = waiting.map(({ serials }) => (named ?? []).filter((serial) => serials.has(serial)))
  const byNumber = waiting.map((at, i) => some(min(at.amount, String(numbers[i]?.length ?? 0))))
  const amounts = waiting.map((at, i) => {
    const by = byNumber[i] ?? '0'
    return add(by, some(subtract(at.amount, by)))
  })
  const parts = waiting.flatMap((at, i) => takeAt(at, amounts[i] ?? '0', named ? numbers[i] : undefined))
  if (isPositive(left)) {
    const last = parts.pop() ?? { location: elsewhere, owner: '', amount: '0', serials: [] }
    parts.push({ ...last, amount: add(last.amount, left) })
  }
  const told = new Set(parts.flatMap(({ serials }) => serials))
  const others = (named ?? []).filter((serial) => !told.has(serial))
  // Numbers that wait nowhere are told where units have none.
  const i = Math.max(
    parts.findIndex((part) => compare(part.amount, String(part.serials.length)) > 0),
    0,
  )
  return parts.map((part, at) => (at === i ? { ...part, serials: [...part.serials, ...others] } : part))
}

/** Without `named` the serial numbers of all that waits there, where all of it is taken. */
function takeAt(at: Inspected, amount: string, named: readonly string[] | undefined): Taken[] {
  if (!isPositive(amount)) return []
  const isAll = at.serials.size <= MAX_SERIALS && compare(amount, at.amount) === 0
  const serials = named ?? (isAll ? [...at.serials] : [])
  at.amount = subtract(at.amount, amount)
  for (const serial of serials) at.serials.delete(serial)
  return [{ location: at.location, owner: at.owner, amount, serials: [...serials] }]
}
