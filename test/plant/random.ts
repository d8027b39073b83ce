/** A seeded source of chance (mulberry32): the same seed gives the same day. */
export interface Chance {
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  pick<T>(values: readonly T[]): T
  /** True once in `n` times. */
  oneIn(n: number): boolean
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    whole,
    pick: (values) => values[whole(0, values.length - 1)] as (typeof values)[number],
    oneIn: (n) => whole(1, n) === 1,
  }
}
