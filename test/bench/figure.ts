/** One measured figure, and the floor it stands on: the same work without Takt. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly floor?: number
  readonly ratio?: number
}

export const figure = (name: string, value: number, unit: string, floor?: number): Figure => ({
  name,
  value: rounded(value),
  unit,
  ...(floor === undefined ? {} : { floor: rounded(floor), ratio: rounded(value / floor) }),
})

const rounded = (value: number) => Number(value.toPrecision(4))

/** The value below which the given share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function line({ name, value, unit, floor, ratio }: Figure): string {
  const figures = `${name.padEnd(22)} ${value.toLocaleString('en').padStart(12)} ${unit.padEnd(12)}`
  return floor === undefined
    ? figures
    : `${figures} floor ${floor.toLocaleString('en').padStart(10)}  ratio ${ratio}`
}
