import {
  add,
  compare,
  type DataOf,
  isPositive,
  MAX_SERIALS,
  min,
  ownerOf,
  type PostUsageDecision,
  type StockStatus,
  StockStatusChanged,
  subtract,
} from '@takt/contracts'
import { type Decision, isRejection } from '@takt/decider'
import { type Ask, measure, numbered, owned } from './ask.ts'
import { own } from './bounded.ts'
import type { Effect } from './effects.ts'
import { fulfil } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { isKnown } from './receipts.ts'
import { placeOf, serialsIn } from './serials.ts'
import type { Standing } from './standing.ts'
import type { StockItem } from './state.ts'
import { standing, standings } from './stock.ts'

/** Of the stock in inspection, what was accepted becomes unrestricted and what was rejected blocked. */
export function decideUsage(
  stock: StockItem,
  data: DataOf<typeof PostUsageDecision>,
  ask: Ask,
): Decision<StockItemEvent> {
  const lot = data.lot ?? ''
  const waiting = waitingIn(stock, lot, data.location)
  const document = { type: 'inspection', id: data.inspection } as const
  let released = '0'
  const events: ReturnType<typeof StockStatusChanged.create>[] = []
  for (const [said, to] of [
    [data.accepted, 'unrestricted'],
    [data.rejected, 'blocked'],
  ] as const) {
    if (!said || !isPositive(said.amount)) continue
    const measured = measure(said, ask)
    if (isRejection(measured)) return measured
    const parts = spread(measured.quantity.amount, waiting, data.location ?? ask.plant.defaultLocation)
    released = add(released, measured.quantity.amount)
    const whole = parts.length === 1 ? measured : {}
    for (const part of parts) events.push(changed(stock, data, { ...part, lot, to }, ask, whole))
  }
  const [first, ...others] = events
  if (!first || !isKnown(stock.supply, document)) return events
  // The expected release is met once, by what was decided in all.
  const lines = fulfil(stock.supply, 'supply', document, released)
  return [{ ...first, data: { ...first.data, lines } }, ...others]
}

function changed(
  stock: StockItem,
  { item, inspection }: DataOf<typeof PostUsageDecision>,
  part: Part & { lot: string; to: StockStatus },
  ask: Ask,
  said: object,
) {
  const { location, owner, lot, to, amount } = part
  const from = standing(stock, lot, 'inInspection', owner)
  const at = standing(stock, lot, to, owner)
  return StockStatusChanged.create({
    item,
    location,
    lot,
    ...owned(ownerOf(owner)),
    from: from.status,
    ...(from.heldFrom ? { heldFrom: from.heldFrom } : {}),
    to: at.status,
    ...(at.heldFrom ? { heldTo: at.heldFrom } : {}),
    quantity: { amount, unit: ask.item.unit },
    ...numbered({ serials: allThere(stock, { location, lot, ...from }, amount) }, ask),
    ...said,
    document: { type: 'inspection', id: inspection },
  })
}

/** An inspection names no serial numbers: where it decides about all there is at a place, they are all that is there. */
function allThere(
  stock: StockItem,
  at: Omit<Effect, 'amount' | 'serials'>,
  amount: string,
): string[] | undefined {
  const place = placeOf(at)
  const count = own(stock.serialsAt, place) ?? 0
  return count <= MAX_SERIALS && compare(amount, String(count)) === 0 ? serialsIn(stock, place) : undefined
}

interface Part {
  readonly location: string
  readonly owner: string
  readonly amount: string
}

/** What of a lot waits for the decision, by place and owner, the plant's own first. */
function waitingIn(stock: StockItem, lot: string, location: string | undefined): Part[] {
  const waits = ({ status, heldFrom }: Standing) => (heldFrom ?? status) === 'inInspection'
  return [...standings(stock, lot)]
    .filter((at) => waits(at) && isPositive(at.amount) && (location ?? at.location) === at.location)
    .map((at) => ({ location: at.location, owner: at.owner, amount: at.amount }))
    .sort((a, b) => (`${a.owner}\n${a.location}` < `${b.owner}\n${b.location}` ? -1 : 1))
}

/** Takes an amount from where stock waits; what is nowhere is taken where it was said to be, and shows as missing there. */
function spread(amount: string, waiting: Part[], elsewhere: string): Part[] {
  const parts: Part[] = []
  let left = amount
  waiting.forEach((there, i) => {
    const taken = min(left, there.amount)
    if (!isPositive(taken)) return
    parts.push({ ...there, amount: taken })
    waiting[i] = { ...there, amount: subtract(there.amount, taken) }
    left = subtract(left, taken)
  })
  if (!isPositive(left)) return parts
  const last = parts.at(-1)
  if (last) return parts.with(-1, { ...last, amount: add(last.amount, left) })
  return [{ location: elsewhere, owner: '', amount: left }]
}
