import {
  type DataOf,
  isPositive,
  type LineOutcome,
  type OrderPromiseAnswered,
  type OrderPromiseRequested,
  type PlannedLine,
  subtract,
  sum,
} from '@takt/contracts'

/** What one source gives to a line. */
type Part = LineOutcome['from'][number] & {
  /** When it changed last since it was told. */
  asOf?: string
}

/** A line while it is asked for, from one source after the other. */
export interface Line extends PlannedLine {
  /** The source that is asked, or was asked last. */
  at: number
  waiting: boolean
  /** In base units; what no source has given yet. */
  left: string
  from: Part[]
  refusals: LineOutcome['refusals']
}

export interface OrderPromise {
  status: 'unknown' | 'asking' | 'promised' | 'refused' | 'cancelled'
  /** Counts the times the order was asked for. */
  attempt: number
  /** What was asked for last, to tell the same from another. */
  request: string
  customer?: string
  pool?: string[]
  allOrNothing: boolean
  deadline: string
  lines: Line[]
  /** What came after the end and was given back: `<attempt> <plant> <item> <line>`. */
  late: string[]
}

export const initialState = (): OrderPromise => ({
  status: 'unknown',
  attempt: 0,
  request: '',
  allOrNothing: true,
  deadline: '',
  lines: [],
  late: [],
})

type Answer = Pick<DataOf<typeof OrderPromiseAnswered>, 'attempt' | 'plant' | 'item' | 'promised' | 'refused'>

export const lateKey = ({ attempt, plant, item }: Pick<Answer, 'attempt' | 'plant' | 'item'>, line: string) =>
  JSON.stringify([attempt, plant, item, line])

/** The line waits for an answer of just this source. */
export const awaits = (line: Line, { plant, item }: Pick<Answer, 'plant' | 'item'>): boolean => {
  const source = line.sources[line.at]
  return line.waiting && source?.plant === plant && source.item === item
}

/** Takes an answer into the lines that wait for it, in place. */
export function takeAnswer(lines: readonly Line[], { plant, item, promised, refused }: Answer): void {
  for (const line of lines.filter((each) => awaits(each, { plant, item }))) {
    const part = promised.find((each) => each.line === line.line)
    const refusal = refused.find((each) => each.line === line.line)
    if (part) {
      line.from.push({ plant, item, promised: part.promised })
      line.left = subtract(line.left, sum(part.promised.map(({ amount }) => amount)))
    }
    if (refusal) {
      const { code, sentence, alternatives } = refusal
      line.refusals.push({ plant, item, code, sentence, alternatives })
    }
    if (part || refusal) line.waiting = false
  }
}

/** Sends the lines that are not whole yet to their next source, in place. */
export function moveOn(lines: readonly Line[]): Line[] {
  const moved = lines.filter(
    (line) => !line.waiting && isPositive(line.left) && line.at + 1 < line.sources.length,
  )
  for (const line of moved) {
    line.at++
    line.waiting = true
  }
  return moved
}

/** No source is left, and nothing came or nothing of it stayed. */
export const isLost = (line: Line): boolean =>
  !line.waiting &&
  line.from.every(({ promised }) => promised.length === 0) &&
  line.at + 1 >= line.sources.length

type Requested = Pick<DataOf<typeof OrderPromiseRequested>, 'customer' | 'pool' | 'allOrNothing' | 'lines'>

/** What tells the same order from another. */
export const requestOf = ({ customer = '', pool = [], allOrNothing, lines }: Requested): string =>
  JSON.stringify([
    ...[customer, pool, allOrNothing],
    lines.map(({ line, requested, policy, priority, sources }) => [
      ...[line, requested.amount, requested.date, policy, ...(priority === undefined ? [] : [priority])],
      sources.map(({ plant, item }) => [plant, item]),
    ]),
  ])
