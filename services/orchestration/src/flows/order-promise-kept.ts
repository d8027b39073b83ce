import {
  ALL_PLANTS,
  type DataOf,
  type DatedAmount,
  type DemandCancelled,
  type DemandScheduled,
  defined,
  isPositive,
  type LineState,
  type MessageOf,
  min,
  type PromiseSettled,
  type PromisesRedistributed,
  RecordOrderChange,
  type StockPromised,
  subtract,
} from '@takt/contracts'
import type { Outgoing, Process, Recorded } from '@takt/decider'

type Change = DataOf<typeof RecordOrderChange>
type Why = Pick<Change, 'cause' | 'reason' | 'run'>
interface Line {
  readonly state: LineState
  readonly promised: readonly DatedAmount[]
}

/** What a run changed of lines that were promised for whole orders is told to those orders. */
export const tellRun: Process<MessageOf<typeof PromisesRedistributed>> = (event) => {
  const { lines, demand, run, reason } = event.data
  const changed = demand.map((state, i) => ({ state, promised: lines[i]?.after ?? [] }))
  return tell(event, changed, { cause: 'run', run, reason })
}

/** Cancelled, a line keeps what was issued for it. */
export const tellCancelled: Process<MessageOf<typeof DemandCancelled>> = (event) => {
  const { lines, reason = 'its demand was cancelled' } = event.data
  return tell(event, lines.map(issuedOf), { cause: 'cancelled', reason })
}

/** Ordered anew, it is not what was promised any more. */
export const tellScheduled: Process<MessageOf<typeof DemandScheduled>> = (event) => {
  const { lines, quantity, date } = event.data
  const reason = `the order wants ${quantity.amount} ${quantity.unit} on ${date} now: ask for a promise of that`
  return tell(event, lines.map(issuedOf), { cause: 'rescheduled', reason })
}

/** A line of it that was promised by itself; what an order asks for it hears as an answer. */
export const tellPromised: Process<MessageOf<typeof StockPromised>> = (event) => {
  const { lines, demand, attempt, promise } = event.data
  if (attempt !== undefined) return []
  const changed = demand.map((state, i) => ({ state, promised: lines[i]?.promised ?? [] }))
  return tell(event, changed, {
    cause: 'promised-anew',
    reason: `a promise of ${promise} was asked for anew, line by line`,
  })
}

/** It wants no more here; where a run had given it more meanwhile, it has less than it was told. */
export const tellSettled: Process<MessageOf<typeof PromiseSettled>> = (event) => {
  const { lines, demand } = event.data
  const changed = demand.map((state, i) => ({ state, promised: lines[i]?.promised ?? [] }))
  return tell(event, changed, { cause: 'settled', reason: 'the order has the rest from elsewhere' })
}

/** One message an order: its lines at this item of this plant. */
function tell(
  { plant, data: { item }, recordedAt: changedAt }: Recorded & { readonly data: { readonly item: string } },
  changed: readonly Line[],
  why: Why,
): Outgoing[] {
  const changes = new Map<string, Change>()
  for (const { state, promised } of changed) {
    const { kind, document, attempt } = state
    if (kind !== 'demand' || attempt === undefined || document.line === undefined) continue
    const key = JSON.stringify([document.id, attempt])
    const about = { order: document.id, attempt, plant, item, ...why, changedAt, lines: [] }
    const change = changes.get(key) ?? defined<Change>(about)
    change.lines.push({ line: document.line, promised: [...promised] })
    changes.set(key, change)
  }
  return [...changes.values()].map((change) => ({
    plant: ALL_PLANTS,
    message: RecordOrderChange.create(change),
  }))
}

/** What was issued for a line stays promised, on its earliest days. */
function issuedOf(state: LineState): Line {
  let left = state.fulfilled
  const promised: DatedAmount[] = []
  for (const { date, of } of state.open) {
    const amount = min(of, left)
    left = subtract(left, amount)
    if (isPositive(amount)) promised.push({ date, amount })
  }
  return { state, promised }
}
