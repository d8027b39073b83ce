import type { DocumentRef } from '../fields.ts'
import { dayNumber } from './calendar.ts'
import type { Counting } from './counting.ts'
import type { PegInput } from './peg.ts'
import { type Scaled, scaled } from './scaled.ts'

export interface Source {
  readonly kind: 'stock' | 'inspection' | 'supply'
  readonly bucket: number
  /** The first bucket in which it can be used no more. */
  readonly goneIn: number
  readonly lastDay?: string | undefined
  readonly document?: DocumentRef | undefined
  readonly confirmed?: boolean | undefined
  readonly amount: Scaled
  /** Of sources of the same day and kind. */
  readonly order: string
}

export const documentText = ({ type, id, line = '' }: DocumentRef): string => `${type}\n${id}\n${line}`

/** Everything that covers, in the order in which it is used; and how much stock is below zero. */
export function sourcesOf(input: PegInput, counts: Counting): { sources: Source[]; below: Scaled } {
  const { stock, below } = stockSources(input, counts.today)
  const sources: Source[] = [...stock]
  const inInspection = scaled(input.stock.inInspection)
  if (counts.released !== undefined && inInspection > 0n)
    sources.push({
      kind: 'inspection',
      bucket: counts.released,
      goneIn: Number.POSITIVE_INFINITY,
      amount: inInspection,
      order: '',
    })
  return { sources: [...sources, ...supplySources(input, counts)].sort(byUse), below }
}

function stockSources({ stock: { unrestricted, expiring = [] } }: PegInput, today: number) {
  let lasting = scaled(unrestricted)
  let below = 0n
  const byDay = new Map<string, Scaled>()
  for (const { date, amount } of expiring) {
    lasting -= scaled(amount)
    byDay.set(date, (byDay.get(date) ?? 0n) + scaled(amount))
  }
  const stock: Source[] = []
  for (const [lastDay, amount] of byDay) {
    const goneIn = dayNumber(lastDay) + 1 - today
    if (amount < 0n) below -= amount
    else if (goneIn > 0) stock.push({ kind: 'stock', bucket: 0, goneIn, lastDay, amount, order: lastDay })
  }
  if (lasting < 0n) below -= lasting
  else stock.push({ kind: 'stock', bucket: 0, goneIn: Number.POSITIVE_INFINITY, amount: lasting, order: '~' })
  return { stock: stock.filter(({ amount }) => amount > 0n), below }
}

function supplySources({ supply, item }: PegInput, { today, counts, bucket }: Counting): Source[] {
  if (item?.held) return []
  return supply.flatMap((line) => {
    const { date, document, confirmed } = line
    const at = counts('supply', line) ? bucket('supply', dayNumber(date) - today) : undefined
    const amount = scaled(line.amount)
    if (at === undefined || amount <= 0n) return []
    return {
      ...{
        kind: 'supply' as const,
        bucket: at,
        goneIn: Number.POSITIVE_INFINITY,
        document,
        confirmed,
        amount,
      },
      order: `${date} ${documentText(document)}`,
    }
  })
}

const KINDS = { stock: 0, inspection: 1, supply: 2 } as const

/** By day; of the same day what is here before what comes, and what expires first before the rest. */
function byUse(a: Source, b: Source): number {
  if (a.bucket !== b.bucket) return a.bucket - b.bucket
  if (a.kind !== b.kind) return KINDS[a.kind] - KINDS[b.kind]
  return a.order < b.order ? -1 : 1
}
