import type { AtpInput } from '../../src/index.ts'

export const day = (n: number) => new Date(Date.UTC(2026, 2, 2 + n)).toISOString().slice(0, 10)
export const dated = (amounts: readonly (number | string)[]) =>
  amounts.map((amount, n) => ({ date: day(n), amount: String(amount) })).filter((d) => d.amount !== '0')
export const stock = (unrestricted: string, inInspection = '0') => ({ unrestricted, inInspection })

/** A plant in Berlin on the morning of 2 March 2026, with nothing in it. */
export function input(over: Partial<AtpInput> = {}): AtpInput {
  return {
    now: '2026-03-02T08:00:00.000Z',
    plant: {
      timeZone: 'Europe/Berlin',
      latePolicy: { kind: 'drop', graceDays: 0 },
      inspectionStockInAtp: false,
    },
    stock: stock('0'),
    supply: [],
    demand: [],
    ...over,
  }
}
