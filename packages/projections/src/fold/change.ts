import { add } from '@takt/contracts'

export const KEEP = 0
export const SET = 1
export const SUM = 2
export type Mode = typeof KEEP | typeof SET | typeof SUM

/**
 * What happens to one row. `values` and `modes` go by the place of the column; for `put` and `append` every value
 * counts, for `add` and `patch` those that are not kept. Owned by the fold, and changed in place by it.
 */
export interface Change {
  op: 'put' | 'add' | 'patch' | 'append' | 'remove'
  readonly values: unknown[]
  readonly modes: Mode[]
}

/**
 * One change that does what `first` and then `next` do to the same row, whatever the row was before; undefined where
 * no single change can, as what `next` does depends on a row that is not known yet.
 */
export function compose(
  first: Change,
  next: Change,
  initial: (place: number) => unknown,
): Change | undefined {
  switch (next.op) {
    case 'put':
    case 'remove':
      return next
    case 'append':
      if (first.op === 'patch') return undefined
      return first.op === 'remove' ? { ...next, op: 'put' } : first
    case 'patch':
      if (first.op === 'append') return undefined
      return first.op === 'remove' ? first : merge(first, next)
    case 'add':
      if (first.op === 'append' || first.op === 'patch') return undefined
      return first.op === 'remove' ? newRow(next, initial) : merge(first, next)
  }
}

function merge(first: Change, next: Change): Change {
  const { values, modes } = first
  for (let place = 0; place < modes.length; place++) {
    const mode = next.modes[place]
    if (mode === KEEP) continue
    const sums = mode === SUM && modes[place] !== KEEP
    values[place] = sums ? plus(values[place], next.values[place]) : next.values[place]
    if (modes[place] === KEEP || (mode === SET && modes[place] === SUM)) modes[place] = mode as Mode // never so in a change that says every column
  }
  return first
}

/** An `add` to a row that is known not to be there. */
function newRow(next: Change, initial: (place: number) => unknown): Change {
  const values = next.modes.map((mode, place) => (mode === KEEP ? initial(place) : next.values[place]))
  return { op: 'put', values, modes: next.modes.map(() => SET) }
}

function plus(a: unknown, b: unknown): unknown {
  if (Array.isArray(b)) return [...((a ?? []) as unknown[]), ...b]
  const [x, y] = [a ?? 0, b ?? 0]
  const whole = Number(x) + Number(y)
  return isWhole(x) && isWhole(y) ? String(whole) : add(String(x), String(y))
}

/** Whole numbers of up to 15 digits add up exactly in a double; anything else goes through decimals. */
const isWhole = (value: unknown) => /^-?\d{1,15}$/.test(String(value))
