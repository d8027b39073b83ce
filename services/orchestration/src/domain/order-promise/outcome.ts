import {
  type AskedFor,
  defined,
  type GivenBack,
  type LineOutcome,
  OrderPromised,
  OrderPromiseRefused,
} from '@takt/contracts'
import { isLost, type Line, type OrderPromise } from './state.ts'

/** What the waiting lines' sources are asked for: the lines of one item at one plant in one question. */
export function asksOf(
  lines: readonly Line[],
  { customer, pool }: Pick<AskedFor, 'customer' | 'pool'>,
): AskedFor[] {
  const asks = new Map<string, AskedFor>()
  for (const { line, unit, left, requested, policy, priority, sources, at } of lines) {
    const source = sources[at]
    if (!source) continue
    const key = JSON.stringify([source.plant, source.item])
    const ask = asks.get(key) ?? defined<AskedFor>({ ...source, unit, customer, pool, lines: [] })
    ask.lines.push(defined({ line, amount: left, date: requested.date, policy, priority }))
    asks.set(key, ask)
  }
  return [...asks.values()]
}

/** All that was promised, to give back. */
export function givenBackOf(lines: readonly Line[]): GivenBack[] {
  const back = new Map<string, GivenBack>()
  for (const { line, from } of lines)
    for (const { plant, item } of from) {
      const key = JSON.stringify([plant, item])
      const given = back.get(key) ?? { plant, item, lines: [] }
      given.lines.push(line)
      back.set(key, given)
    }
  return [...back.values()]
}

const outcomeOf = ({ from, left: short, ...line }: Line): LineOutcome => {
  const { line: id, item, unit, requested, refusals } = line
  const sources = from.map(({ asOf: _, ...part }) => part)
  return { line: id, item, unit, requested, from: sources, short, refusals }
}

/** Every line has an answer from all it needed: the order is promised, or refused and what it had is given back. */
export function ended(order: string, state: OrderPromise, lines: readonly Line[], at: string) {
  const lost = lines.filter(isLost)
  const isRefused = lost.length === lines.length || (state.allOrNothing && lost.length > 0)
  if (isRefused) return refused(order, state, lines, { code: 'not-available', at, of: lost })
  const { attempt, customer } = state
  return OrderPromised.create(
    defined({ order, attempt, customer, lines: lines.map(outcomeOf), promisedAt: at }),
  )
}

interface Why {
  readonly code: 'not-available' | 'no-answer'
  readonly at: string
  /** The lines it is refused for. */
  readonly of: readonly Line[]
}

export function refused(order: string, state: OrderPromise, lines: readonly Line[], { code, at, of }: Why) {
  const { attempt, customer } = state
  const kept = lines.map((line) => ({ ...outcomeOf(line), from: [], short: line.requested.amount }))
  return OrderPromiseRefused.create(
    defined({
      ...{ order, attempt, customer, code },
      sentence: of
        .map((line) => told(line, code))
        .join(' ')
        .slice(0, 1000),
      lines: kept,
      givenBack: givenBackOf(lines),
      refusedAt: at,
    }),
  )
}

function told({ line, requested, unit, item, sources, at }: Line, code: Why['code']): string {
  if (code === 'no-answer') {
    const source = sources[at]
    return `Line ${line}: ${source?.plant} has not answered for ${source?.item} in time; ask again.`
  }
  const places = sources.map((s) => (s.item === item ? s.plant : `${s.plant} (${s.item})`))
  return `Line ${line}: ${requested.amount} ${unit} of ${item} cannot be had from ${places.join(', ')}.`
}
