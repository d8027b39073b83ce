import {
  add,
  type DataOf,
  isPositive,
  ownerOf,
  type PostUsageDecision,
  type StockStatus,
  StockStatusChanged,
} from '@takt/contracts'
import { type Decision, isRejection } from '@takt/decider'
import { type Ask, measure, numbered, owned } from './ask.ts'
import { inspected, type Taken, takeFrom } from './inspected.ts'
import { fulfil } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import { isKnown } from './receipts.ts'
import type { StockItem } from './state.ts'
import { standing } from './stock.ts'

/** Of the stock in inspection, what was accepted becomes unrestricted and what was rejected blocked. */
export function decideUsage(
  stock: StockItem,
  data: DataOf<typeof PostUsageDecision>,
  ask: Ask,
): Decision<StockItemEvent> {
  const lot = data.lot ?? ''
  const waiting = inspected(stock, lot, data.location, ask)
  const elsewhere = data.location ?? ask.plant.defaultLocation
  const document = { type: 'inspection', id: data.inspection } as const
  let released = '0'
  const events: ReturnType<typeof StockStatusChanged.create>[] = []
  const { accepted, rejected, acceptedSerials, rejectedSerials } = data
  const sides = [
    { said: accepted, serials: acceptedSerials, to: 'unrestricted' },
    { said: rejected, serials: rejectedSerials, to: 'blocked' },
  ] as const
  // Whoever names serial numbers takes them before what is left is told by none.
  for (const { said, serials, to } of sides.toSorted((a, b) => Number(!a.serials) - Number(!b.serials))) {
    if (!said || !isPositive(said.amount)) continue
    const measured = measure(said, ask)
    if (isRejection(measured)) return measured
    const parts = takeFrom(waiting, measured.quantity.amount, serials, elsewhere)
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
  part: Taken & { lot: string; to: StockStatus },
  ask: Ask,
  said: object,
) {
  const { location, owner, lot, to, amount, serials } = part
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
    ...numbered({ serials }, ask),
    ...said,
    document: { type: 'inspection', id: inspection },
  })
}
