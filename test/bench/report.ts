import { type Figure, line } from './figure.ts'

export interface Report {
  readonly figures: readonly Figure[]
  say(text: string): void
  note(...measured: readonly Figure[]): void
}

/** Prints as it goes, with the seconds since the start. */
export function createReport(): Report {
  const begun = performance.now()
  const figures: Figure[] = []
  const say = (text: string) =>
    console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${text}`)
  return {
    figures,
    say,
    note(...measured) {
      for (const each of measured) say(line(each))
      figures.push(...measured)
    },
  }
}
