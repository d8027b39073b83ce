import {
  type DataOf,
  type DatedAmount,
  max,
  OrderPromiseChanged,
  type RecordOrderChange,
  subtract,
  sum,
} from '@takt/contracts'
import type { Line, OrderPromise } from './state.ts'

type Change = DataOf<typeof RecordOrderChange>

/** What became of promised lines elsewhere; nothing where it is known, overtaken, or of another attempt. */
export function change(state: OrderPromise, { lines: said, ...data }: Change) {
  const isOpen = state.status === 'asking' || state.status === 'promised'
  if (!isOpen || data.attempt !== state.attempt) return []
  const lines = said.flatMap(({ line: id, promised }) => {
    const line = state.lines.find((each) => each.line === id)
    const before = line && partOf(line, data)
    if (!line || !before || isSame(before.promised, promised)) return []
    // One source's changes come in order; what is replayed out of it does not undo a later one.
    if ((before.asOf ?? '') > data.changedAt) return []
    const from = line.from.map(({ plant, item, promised: kept }) =>
      isOf(data)({ plant, item }) ? { plant, item, promised } : { plant, item, promised: kept },
    )
    return [{ line: id, before: before.promised, from, short: shortOf(line, from) }]
  })
  return lines.length === 0 ? [] : [OrderPromiseChanged.create({ ...data, lines })]
}

/** In place. */
export function takeChange(
  state: OrderPromise,
  { lines, plant, item, changedAt }: DataOf<typeof OrderPromiseChanged>,
): void {
  for (const { line: id, from, short } of lines) {
    const line = state.lines.find((each) => each.line === id)
    if (!line) continue
    line.from = from.map((part, i) => ({ ...line.from[i], ...part }))
    line.left = short
    const changed = partOf(line, { plant, item })
    if (changed) changed.asOf = changedAt
  }
}

type Source = Pick<Change, 'plant' | 'item'>
const isOf =
  ({ plant, item }: Source) =>
  (part: Source): boolean =>
    part.plant === plant && part.item === item
const partOf = ({ from }: Line, source: Source) => from.find(isOf(source))

const shortOf = (
  { requested }: Line,
  from: readonly { readonly promised: readonly DatedAmount[] }[],
): string =>
  max('0', subtract(requested.amount, sum(from.flatMap(({ promised }) => promised.map((day) => day.amount)))))

const isSame = (a: readonly DatedAmount[], b: readonly DatedAmount[]): boolean =>
  a.length === b.length && a.every(({ date, amount }, i) => date === b[i]?.date && amount === b[i]?.amount)
