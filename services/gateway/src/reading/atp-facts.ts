import type {
  AtpInput,
  DatedLine,
  ItemAtPlant,
  PegLine,
  PegReservation,
  StockByStatus,
} from '@takt/contracts'
import { add, coverReservations, isZero } from '@takt/contracts'
import { allocatedPools } from './atp-allocations.ts'
import type { KeptFigures } from './atp-figures.ts'
import type { OpenLine, ParkedAtItem, PlantPolicy, Row, SourceFreshness } from './atp-rows.ts'

/** What the read models hold of an item at a plant; `plant` or `item` null where master data do not know it. */
export interface AtpFacts {
  readonly plant: PlantPolicy | null
  readonly item: Pick<ItemAtPlant, 'unit' | 'decimals' | 'conversions'> | null
  /** How far the inventory read model is, and how long ago everything recorded was in it; null before its first event. */
  readonly read: { readonly position: string; readonly ageMs: number } | null
  /** When the last event of this item was recorded; null where it has none. */
  readonly lastRecordedAt: string | null
  readonly stock: StockByStatus
  readonly input: Omit<AtpInput, 'now' | 'plant' | 'stock' | 'reserved'>
  readonly reserved: readonly PegReservation[]
  /** Where they were asked for. */
  readonly lines: { readonly supply: readonly PegLine[]; readonly demand: readonly PegLine[] }
  readonly detail: readonly OpenLine[]
  readonly parked: readonly ParkedAtItem[]
  readonly sources: readonly SourceFreshness[]
  /** What came of them before, where they are remembered. */
  readonly kept?: KeptFigures
}

/** A row as the pure functions take it. */
export function factsOf(row: Row, plant: string): AtpFacts {
  const here = row.item?.plants.find((p) => p.plant === plant)
  const lines = (kind: 'supply' | 'demand'): DatedLine[] =>
    (row.lines ?? []).flatMap(([k, date, type, validUntil, confirmed, unconfirmed]) =>
      k === kind
        ? byConfirmation({ date, type, validUntil: validUntil ?? undefined }, confirmed, unconfirmed)
        : [],
    )
  return {
    plant: row.plant,
    item: row.item,
    read: row.read,
    lastRecordedAt: row.stock?.lastRecordedAt ?? null,
    stock: stockByStatus(row),
    lines: { supply: pegLines(row, 'supply'), demand: pegLines(row, 'demand') },
    detail: row.detail ?? [],
    parked: row.parked ?? [],
    sources: row.sources ?? [],
    reserved: reserved(row),
    input: {
      item: {
        leadTimeDays: here?.leadTimeDays ?? row.item?.leadTimeDays ?? undefined,
        inspectionDays: here?.inspectionDays ?? row.item?.inspectionDays ?? undefined,
        held: (row.stock?.itemHolds ?? 0) > 0,
      },
      supply: lines('supply'),
      demand: lines('demand'),
      allocations: allocatedPools(row.allocations),
    },
  }
}

/** What its partner confirmed of an amount, and what not. */
const byConfirmation = <T extends object>(of: T, confirmed: string, unconfirmed: string) =>
  [
    { ...of, amount: confirmed, confirmed: true },
    { ...of, amount: unconfirmed, confirmed: false },
  ].filter(({ amount }) => !isZero(amount))

const pegLines = ({ detail }: Row, kind: 'supply' | 'demand'): PegLine[] =>
  (detail ?? []).flatMap(({ kind: side, date, type, id, line, customer, validUntil, ...amounts }) =>
    side === kind
      ? byConfirmation(
          {
            ...{ date, type, validUntil: validUntil ?? undefined, customer: customer ?? undefined },
            document: line === '' ? { type, id } : { type, id, line },
          },
          amounts.confirmed,
          amounts.unconfirmed,
        )
      : [],
  )

function stockByStatus({ stock, statuses, expiring }: Row): StockByStatus {
  const { unrestricted = '0', inInspection = '0' } = stock ?? {}
  const onHand: Record<string, string> = { unrestricted, inInspection }
  for (const [status, , amount] of statuses ?? [])
    onHand[status] = add((Object.hasOwn(onHand, status) ? onHand[status] : undefined) ?? '0', amount)
  return {
    onHand,
    expiring: [
      ...(expiring ?? []).map(([date, amount]) => ({ status: 'unrestricted', date, amount })),
      ...(statuses ?? []).flatMap(([status, date, amount]) => (date ? [{ status, date, amount }] : [])),
    ],
  }
}

/** A reservation made for a document does not count beside that document's open demand. */
function reserved({ reservations, covered }: Row): PegReservation[] {
  const open = groupBy(covered ?? [], ({ document }) => document)
  const mine = groupBy(reservations ?? [], (r) => r.document ?? '')
  return [...mine].flatMap(([document, rows]) =>
    coverReservations(
      rows.map(({ reservation, amount, date, expiresAt }) => ({
        ...{ reservation, amount, expiresAt },
        date: date ?? undefined,
      })),
      (open.get(document) ?? []).map(({ validUntil, ...line }) => ({
        ...line,
        validUntil: validUntil ?? undefined,
      })),
    ),
  )
}

function groupBy<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const group = groups.get(key(value))
    if (group) group.push(value)
    else groups.set(key(value), [value])
  }
  return groups
}
