import { add, type DataOf, type ReserveStock, StockReserved } from '@takt/contracts'
import { type Decision, isRejection, type Rejection, reject } from '@takt/decider'
import type { Ask } from './ask.ts'
import type { StockItemEvent } from './messages.ts'
import type { ReserveLine } from './reservable.ts'
import { reserveLine } from './reserve-line.ts'
import type { StockItem } from './state.ts'
import { nothingTaken, type Reserving } from './taken.ts'

type Reserve = DataOf<typeof ReserveStock>

/** Refusals that say there is not enough: a request for as much as can be had goes without that line. */
const SHORT: ReadonlySet<string> = new Set([
  'not-available',
  'insufficient-stock',
  'others-would-lack',
  'allocation-exceeded',
  'lot-held',
  'lot-expired',
])

/** Line by line, each beside what those before it take: so together they take no more than there is. */
export function reserve(stock: StockItem, data: Reserve, ask: Ask): Decision<StockItemEvent> {
  const reserving: Reserving = { ...ask, taken: nothingTaken() }
  const events: StockItemEvent[] = []
  let refused: Rejection | undefined
  let before = '0'
  for (const line of linesOf(data)) {
    const made = reserveLine(stock, line, reserving)
    if (made === undefined) continue
    if (isRejection(made)) {
      const told = data.lines ? ofLine(made, line, before, ask) : made
      if (data.policy !== 'part' || !SHORT.has(made.code)) return told
      refused ??= told
      continue
    }
    if (StockReserved.is(made)) before = add(before, made.data.quantity.amount)
    events.push(made)
  }
  return events.length === 0 && refused ? refused : events
}

/** The contract has either form whole. */
function linesOf({ lines, reservation, quantity, ...data }: Reserve): ReserveLine[] {
  const { item, expiresAt, policy, pool } = data
  if (lines) return lines.map((line) => ({ ...line, item, expiresAt, policy, pool }))
  return reservation !== undefined && quantity ? [{ ...data, reservation, quantity }] : []
}

const ofLine = (
  { code, message, details }: Rejection,
  { reservation }: ReserveLine,
  before: string,
  { item }: Ask,
): Rejection =>
  reject(
    code,
    `${reservation}${before === '0' ? '' : `, beside ${before} ${item.unit} for the lines before it`}: ${message}`,
    { ...details, reservation, before },
  )
