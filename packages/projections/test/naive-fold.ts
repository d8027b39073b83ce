import type { Written } from './probe.ts'

export interface ShelfRow {
  place: string
  item: string
  quantity: string
  moves: number
  note: string | null
  state: string
  tags: string[] | null
  extra: unknown
  log: string[] | null
}

const SCALE = 12
const toUnits = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  return BigInt(whole + fraction.padEnd(SCALE, '0')) * (text.startsWith('-') ? -1n : 1n)
}
const toText = (units: bigint): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(SCALE + 1, '0')
  const text = `${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`.replace(/\.?0+$/, '')
  return units < 0n ? `-${text}` : text
}

/** What the operations mean, one row and one event at a time; shares nothing with the code under test. */
export function naiveFold(events: readonly Written[]): ShelfRow[] {
  const rows = new Map<string, ShelfRow>()
  for (const { op, place, item, sums, set } of events) {
    const id = JSON.stringify([place, item])
    const fresh: ShelfRow = {
      place,
      item,
      quantity: '0',
      moves: 0,
      note: null,
      state: 'new',
      tags: null,
      extra: null,
      log: null,
    }
    const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined))
    const row = rows.get(id)
    if (op === 'remove') rows.delete(id)
    if (op === 'put') rows.set(id, { ...fresh, ...given })
    if (op === 'append' && !row) rows.set(id, { ...fresh, ...given })
    if (op === 'patch' && row) rows.set(id, { ...row, ...given })
    if (op === 'add') {
      const next = { ...(row ?? fresh), ...given } as ShelfRow
      if (sums.quantity !== undefined)
        next.quantity = toText(toUnits(row?.quantity ?? '0') + toUnits(sums.quantity))
      if (sums.moves !== undefined) next.moves = (row?.moves ?? 0) + sums.moves
      if (sums.log !== undefined) next.log = [...(row?.log ?? []), ...sums.log]
      rows.set(id, next)
    }
  }
  return [...rows.values()].sort((a, b) => (a.place + a.item < b.place + b.item ? -1 : 1))
}
