import type { AtpInput, DatedLine, ItemAtPlant, PegLine, StockByStatus } from '@takt/contracts'
import { add, isZero } from '@takt/contracts'
import type { KeptFigures } from './atp-figures.ts'
import type { ParkedAtItem } from './atp-parked.ts'
import { type ReservedAt, reservedAt } from './atp-reserved.ts'
import type { OpenLine, PlantPolicy, Row, SourceFreshness } from './atp-rows.ts'

/** What the read models hold of an item at a plant; `plant` or `item` null where master data do not know it. */
export interface AtpFacts {
  readonly plant: PlantPolicy | null
  readonly item: Pick<ItemAtPlant, 'unit' | 'decimals' | 'conversions' | 'inspectAtReceipt'> | null
  /** How far the inventory read model is, and how long ago everything recorded was in it; null before its first event. */
  readonly read: { readonly position: string; readonly ageMs: number } | null
  /** When the last event of this item was recorded; null where it has none. */
  readonly lastRecordedAt: string | null
  readonly stock: StockByStatus
  readonly input: Omit<AtpInput, 'now' | 'plant' | 'stock' | keyof ReservedAt>
  /** By the reservations whose hour has not come at a moment. */
  reservedAt(now: string): ReservedAt
  /** All that are open, whatever their hour. */
  readonly reservations: NonNullable<Row['reservations']>
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
    item: row.item && {
      ...row.item,
      inspectAtReceipt: here?.inspectAtReceipt ?? row.item.inspectAtReceipt ?? undefined,
    },
    read: row.read,
    lastRecordedAt: row.stock?.lastRecordedAt ?? null,
    stock: stockByStatus(row),
    lines: { supply: pegLines(row, 'supply'), demand: pegLines(row, 'demand') },
    detail: row.detail ?? [],
    parked: row.parked ?? [],
    sources: row.sources ?? [],
    reservedAt: reservedAt(row),
    reservations: row.reservations ?? [],
    input: {
      item: {
        leadTimeDays: here?.leadTimeDays ?? row.item?.leadTimeDays ?? undefined,
        inspectionDays: here?.inspectionDays ?? row.item?.inspectionDays ?? undefined,
        held: (row.stock?.itemHolds ?? 0) > 0,
      },
      supply: lines('supply'),
      demand: lines('demand'),
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

function stockByStatus({ stock, statuses, unflagged, expiring }: Row): StockByStatus {
  const { unrestricted = '0', inInspection = '0' } = stock ?? {}
  const onHand: Record<string, string> = { unrestricted, ...(unflagged ? {} : { inInspection }) }
  const others = [...(statuses ?? []), ...(unflagged ?? [])]
  for (const [status, , amount] of others)
    onHand[status] = add((Object.hasOwn(onHand, status) ? onHand[status] : undefined) ?? '0', amount)
  return {
    onHand,
    expiring: [
      ...(expiring ?? []).map(([date, amount]) => ({ status: 'unrestricted', date, amount })),
      ...others.flatMap(([status, date, amount]) => (date ? [{ status, date, amount }] : [])),
    ],
  }
}
