import {
  type AllocatedPool,
  coverReservations,
  type Dated,
  type DocumentRef,
  type DocumentType,
  type PegReservation,
  sum,
} from '@takt/contracts'
import { allocatedPools } from './atp-allocations.ts'
import { type ConsumedLine, consumedBy } from './atp-consumed.ts'
import type { Row } from './atp-rows.ts'

/** What is set aside at a moment: reserved beyond open demand or within it, and for pools. */
export interface ReservedAt {
  readonly reserved: readonly PegReservation[]
  /** What the hard ones hold of lots that expire. */
  readonly allotted: readonly Dated[]
  readonly allocations: AllocatedPool[] | undefined
}

type Of = Pick<Row, 'reservations' | 'covered' | 'allocations'>
type Reservation = NonNullable<Row['reservations']>[number]
type Covered = NonNullable<Row['covered']>

/**
 * By the clock of whoever asks: a reservation counts no more from its hour on, though it may not be recorded as expired
 * yet, and what was read may be remembered for long. The demand it covered then covers another, and its pool is free.
 */
export function reservedAt(row: Of): (now: string) => ReservedAt {
  const all = [...(row.reservations ?? [])].sort(byExpiry)
  let worked: { readonly from: number; readonly at: ReservedAt } | undefined
  return (now) => {
    const time = Date.parse(now)
    let from = 0
    while (from < all.length && expiryOf(all[from] as Reservation) <= time) from++
    if (worked?.from !== from) worked = { from, at: without(row, from, all) }
    return worked.at
  }
}

const expiryOf = ({ expiresAt }: Reservation): number =>
  expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt)

/** Infinity less itself is no number. */
const byExpiry = (a: Reservation, b: Reservation): number =>
  expiryOf(a) === expiryOf(b) ? 0 : expiryOf(a) - expiryOf(b)

function without(row: Of, gone: number, all: readonly Reservation[]): ReservedAt {
  const live = new Set(all.slice(gone))
  const open = groupBy(row.covered ?? [], ({ document }) => document)
  const lines = [...groupBy(all, lineOf)].map(([line, of]) => ({ all: of, open: open.get(line) ?? [] }))
  const pools = allocatedPools(row.allocations)
  return {
    allotted: [...live].flatMap(({ lots }) =>
      (lots ?? []).flatMap(([date, amount]) => (date === null ? [] : [{ date, amount }])),
    ),
    reserved: lines.flatMap((line) =>
      covered(
        line.all.filter((r) => live.has(r)),
        line.open,
      ),
    ),
    allocations:
      pools &&
      consumedBy(
        pools,
        lines.flatMap((line) => consumedOf(line.all, line.open)),
        (r) => live.has(r),
      ),
  }
}

/** Those of one line count together, each of no line by itself. */
const consumedOf = (all: readonly Reservation[], open: Covered): ConsumedLine<Reservation>[] =>
  all[0]?.document == null
    ? all.map((r) => ({ reservations: [r], open: '0' }))
    : [{ reservations: all, open: sum(open.map(({ amount }) => amount)) }]

/** A reservation made for a document does not count beside that document's open demand. */
const covered = (reserved: readonly Reservation[], open: Covered): PegReservation[] =>
  coverReservations(
    reserved.map(({ reservation, amount, date, expiresAt, document, lots }) => ({
      ...{ reservation, amount },
      date: date ?? undefined,
      expiresAt: expiresAt ?? undefined,
      hard: lots !== null,
      document: document === null ? undefined : documentOf(document),
      lots: lots?.map(([lastDay, held]) => ({ lastDay: lastDay ?? undefined, amount: held })),
    })),
    open.map(({ validUntil, ...line }) => ({ ...line, validUntil: validUntil ?? undefined })),
  )

function documentOf(text: string): DocumentRef {
  const [type, id = '', line = ''] = text.split('\n')
  return { type: type as DocumentType, id, ...(line === '' ? {} : { line }) }
}

const lineOf = ({ document }: Reservation): string => document ?? ''

function groupBy<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const group = groups.get(key(value))
    if (group) group.push(value)
    else groups.set(key(value), [value])
  }
  return groups
}
