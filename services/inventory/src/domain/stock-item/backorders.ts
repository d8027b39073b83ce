import {
  BackorderClass,
  type DataOf,
  type DatedAmount,
  dayIn,
  min,
  type PromisePolicy,
  PromisesRedistributed,
  type RedistributedLine,
  type RedistributePromises,
  subtract,
  sum,
  type WhichLines,
} from '@takt/contracts'
import { type Decision, isRejection, type Rejection, reject } from '@takt/decider'
import { notAvailable, scheduleOf } from './allot.ts'
import type { Ask } from './ask.ts'
import { checkDay } from './availability.ts'
import { given } from './backorder-classes.ts'
import { type Selected, selectedBy } from './backorder-selection.ts'
import { type Backorder, type BackorderSupply, holds, supplyOf, wantedOf } from './backorder-supply.ts'
import { lineOf, stateOf } from './ledger.ts'
import type { StockItemEvent } from './messages.ts'
import type { Line, StockItem } from './state.ts'
import { isItemHeld } from './stock.ts'
import { heldLot } from './stock-checks.ts'

interface Selection extends Backorder, Selected {
  readonly document: Selected['document']
  readonly line: Line & { readonly promised: NonNullable<Line['promised']> }
}

/** Promises lines anew and says what changed; nothing where nothing did. */
export function redistribute(
  stock: StockItem,
  data: DataOf<typeof RedistributePromises>,
  ask: Ask,
): Decision<StockItemEvent> {
  const all = redistribution(stock, data, ask)
  return isRejection(all) ? all : changesOf(stock, data, all, ask)
}

/** What a run records of what it makes of its lines: those that it changed. */
export function changesOf(
  stock: StockItem,
  { item, run, reason }: Pick<DataOf<typeof RedistributePromises>, 'item' | 'run' | 'reason'>,
  all: readonly RedistributedLine[],
  ask: Ask,
): readonly StockItemEvent[] {
  const lines = all.filter(({ before, after }) => !isSame(before, after))
  if (lines.length === 0) return []
  const demand = lines.map(({ document, after }) => {
    const before = lineOf(stock.demand, document)
    return stateOf('demand', document, before, { fulfilled: '0', ...before, schedule: after })
  })
  return [PromisesRedistributed.create({ run, item, reason, unit: ask.item.unit, lines, demand })]
}

/**
 * What a run makes of its lines, in the order of their turns: by class, within a class as they were named or selected. Lines that
 * gain keep what they have from before the first turn; all else that the lines have is there to be had again. Rejected
 * where a line was not promised, or one that is to win cannot.
 */
export function redistribution(
  stock: StockItem,
  { lines: named = [], selection }: WhichLines,
  ask: Ask,
): RedistributedLine[] | Rejection {
  const selected = selection ? selectedBy(stock, selection, ask) : named
  if (isRejection(selected)) return selected
  if (isItemHeld(stock)) return heldLot(stock, '', ask) as Rejection
  const known: Selection[] = []
  for (const each of selected) {
    const line = promisedLine(stock, each, ask)
    if (isRejection(line)) return line
    known.push({ ...each, line })
  }
  const today = dayIn(ask.plant.timeZone, ask.now)
  const supply = supplyOf(stock, known, ask)
  const floorOf = (each: Selection) => (each.class === 'gain' ? holds(each, today) : [])
  for (const each of known) supply.give(each, floorOf(each))
  const turns = BackorderClass.options.flatMap((name) => known.filter((each) => each.class === name))
  const lines: RedistributedLine[] = []
  for (const each of turns) {
    supply.takeBack(each, floorOf(each))
    const days = turnOf(each, supply, today, ask)
    if (isRejection(days)) return days
    supply.give(each, days)
    lines.push(outcome(each, days, today))
  }
  return lines
}

function turnOf(
  each: Selection,
  supply: BackorderSupply,
  today: string,
  ask: Ask,
): DatedAmount[] | Rejection {
  const { date, policy } = each.line.promised
  const line = supply.for(each)
  const tooFar = checkDay(line, date, ask)
  if (tooFar) return tooFar
  const first = date < today ? today : date
  const turn = { line, had: holds(each, today), wanted: wantedOf(each), date: first }
  const { decimals } = ask.item
  const days = given[each.class]({ ...turn, policy: policy as PromisePolicy, decimals })
  return days ?? cannotWin(each, notAvailable(line, turn.wanted, first, ask))
}

function outcome(each: Selection, days: readonly DatedAmount[], today: string): RedistributedLine {
  const { document, class: of, segment, line } = each
  const { date, amount } = line.promised
  const before = line.schedule.map((day) => ({ date: day.date, amount: day.amount }))
  // What stays as it is keeps its days, also those that have passed.
  const after = isSame(holds(each, today), days)
    ? before
    : scheduleOf(date, min(line.fulfilled, amount), days)
  const short = subtract(wantedOf(each), sum(days.map((day) => day.amount)))
  const named = segment === undefined ? {} : { segment }
  return { document, class: of, ...named, requested: { date, amount }, before, after, short }
}

function promisedLine(stock: StockItem, { document }: Selected, ask: Ask): Selection['line'] | Rejection {
  const line = lineOf(stock.demand, document)
  const { item } = ask.item
  if (!line || line.cancelled)
    return reject('unknown-demand', `${item} has no demand of ${nameOf(document)}.`, { item, document })
  if (line.promised) return line as Selection['line']
  return reject(
    'not-promised',
    `${nameOf(document)} of ${item} was never promised: ask for a promise of it first.`,
    { item, document },
  )
}

const cannotWin = ({ document }: Selection, why: Rejection): Rejection => ({
  ...why,
  message: `${nameOf(document)} cannot win: ${why.message}`,
  details: { document, ...why.details },
})

const nameOf = ({ type, id, line }: Backorder['document']): string =>
  `${type} ${id}${line === undefined ? '' : ` line ${line}`}`

const isSame = (a: readonly DatedAmount[], b: readonly DatedAmount[]): boolean =>
  a.length === b.length && a.every(({ date, amount }, i) => date === b[i]?.date && amount === b[i]?.amount)
