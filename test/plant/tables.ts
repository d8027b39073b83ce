import type { Answers } from './answers.ts'

const columns = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((r) => (r[c] ?? '').length)))
  const numeric = (c: number) => rows.slice(1).every((r) => /^-?[\d.,%]*$/.test(r[c] ?? ''))
  const line = (row: readonly string[]) =>
    row
      .map((cell, c) => (numeric(c) ? cell.padStart(widths[c] ?? 0) : cell.padEnd(widths[c] ?? 0)))
      .join('  ')
      .trimEnd()
  return rows
    .map((row, i) => (i === 0 ? `${line(row)}\n${widths.map((w) => '─'.repeat(w)).join('  ')}` : line(row)))
    .join('\n')
}

/** What can be promised: on hand, and available to promise today and later. */
export const atpTable = (answers: Answers): string =>
  columns([
    ['plant', 'item', 'on hand', 'ATP today', 'in 7 days', 'in 14 days', 'in 30 days'],
    ...answers.atp.map((a) => [
      a.plant,
      a.item,
      a.onHand,
      ...[0, 7, 14, 30].map((d) => a.available[d] ?? ''),
    ]),
  ])

export const workOrderBoard = (answers: Answers): string =>
  columns([
    ['plant', 'work order', 'item', 'status', 'quantity', 'yield', 'scrap', 'done'],
    ...answers.orders.map((o) => [
      o.plant,
      o.order,
      o.item ?? '',
      o.status,
      o.quantity?.amount ?? '',
      o.yield.amount,
      o.scrap.amount,
      o.progress === null ? '' : `${Math.floor(o.progress * 100)}%`,
    ]),
  ])
