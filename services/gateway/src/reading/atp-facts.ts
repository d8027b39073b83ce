import type { AtpInput, DatedLine, DocumentType, StatusSettings, StockByStatus } from '@takt/contracts'
import { add, countedStock, coverReservations, isZero } from '@takt/contracts'
import { sql } from 'drizzle-orm'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { type AllocationFacts, allocatedPools, allocationsOfKey } from './atp-allocations.ts'
import { createBatcher } from './batcher.ts'

export interface AtpKey {
  readonly plant: string
  readonly item: string
}

type PlantPolicy = AtpInput['plant'] & StatusSettings

/** What the read models hold of an item at a plant; `plant` or `unit` null where master data do not know it. */
export interface AtpFacts {
  readonly plant: PlantPolicy | null
  readonly unit: string | null
  /** How far the inventory read model is, decimal string; null before its first event. */
  readonly position: string | null
  /** When the last event of this item was recorded; null where it has none. */
  readonly lastRecordedAt: string | null
  readonly input: Omit<AtpInput, 'now' | 'plant'>
}

type OpenSum = readonly [
  kind: 'supply' | 'demand',
  date: string,
  type: DocumentType,
  validUntil: string | null,
  confirmed: string,
  unconfirmed: string,
]

interface Row {
  readonly i: number
  readonly plant: PlantPolicy | null
  readonly item: {
    unit: string
    leadTimeDays: number | null
    inspectionDays: number | null
    plants: { plant: string; leadTimeDays?: number; inspectionDays?: number }[]
  } | null
  readonly stock: {
    unrestricted: string
    inInspection: string
    itemHolds: number
    lastRecordedAt: string
  } | null
  readonly position: string | null
  readonly allocations: AllocationFacts
  readonly lines: readonly OpenSum[] | null
  readonly expiring: readonly [date: string, amount: string][] | null
  /** Of the statuses that the plant configures, by the lots' last days. */
  readonly statuses: readonly [status: string, date: string | null, amount: string][] | null
  readonly reservations:
    | readonly { amount: string; date: string | null; expiresAt: string; document: string | null }[]
    | null
  /** Open demand that something is reserved for. */
  readonly covered:
    | readonly {
        document: string
        date: string
        amount: string
        type: DocumentType
        confirmed: boolean
        validUntil: string | null
      }[]
    | null
}

/** Everything ATP needs of any number of items, in one statement; each part is read by its key's index. */
export function createAtpLoader(db: PostgresJsDatabase): (key: AtpKey) => Promise<AtpFacts> {
  return createBatcher(
    async (keys: readonly AtpKey[]) => {
      const plants = sql.param(keys.map((k) => k.plant))
      const items = sql.param(keys.map((k) => k.item))
      const rows = (await db.execute(sql`
        select k.i::int as i,
          (select json_build_object('timeZone', p.time_zone, 'latePolicy', p.late_policy,
            'lateDemandPolicy', p.late_demand_policy, 'atpScope', p.atp_scope, 'inspectionStockInAtp', p.inspection_stock_in_atp,
            'stockStatuses', p.stock_statuses) from masterdata.plant p where p.plant = k.plant) as plant,
          (select json_build_object('unit', m.unit, 'leadTimeDays', m.lead_time_days, 'inspectionDays', m.inspection_days,
            'plants', m.plants) from masterdata.item m where m.item = k.item) as item,
          (select json_build_object('unrestricted', a.unrestricted::text, 'inInspection', a.in_inspection::text,
            'itemHolds', a.item_holds, 'lastRecordedAt', a.last_recorded_at)
            from inventory.atp_item a where a.plant = k.plant and a.item = k.item) as stock,
          ${allocationsOfKey} as allocations,
          (select position::text from takt.checkpoint where projection = 'inventory') as position,
          (select json_agg(json_build_array(l.kind, l.date, l.document_type, l.valid_until, l.confirmed, l.unconfirmed)) from (
            select kind, date, document_type, valid_until, sum(quantity - unconfirmed)::text as confirmed,
              sum(unconfirmed)::text as unconfirmed from inventory.atp_line
            where plant = k.plant and item = k.item group by kind, date, document_type, valid_until) l) as lines,
          (select json_agg(json_build_array(e.expires_on, e.amount)) from (
            select expires_on, sum(unrestricted)::text as amount from inventory.lot
            where plant = k.plant and item = k.item and expires_on is not null and unrestricted <> 0
            group by expires_on) e) as expiring,
          (select json_agg(json_build_array(c.status, c.expires_on, c.amount)) from (
            select s.status, l.expires_on, sum(s.quantity)::text as amount
            from inventory.status_stock s left join inventory.lot l using (plant, item, lot)
            where s.plant = k.plant and s.item = k.item and s.quantity <> 0
            group by s.status, l.expires_on) c) as statuses,
          (select json_agg(json_build_object('amount', r.open::text, 'date', r.date, 'expiresAt', r.expires_at,
            'document', r.document_type || chr(10) || r.document_id || chr(10) || coalesce(r.document_line, '')))
            from inventory.reservation r
            where r.plant = k.plant and r.item = k.item and r.state = 'open' and r.expires_at > now()) as reservations,
          (select json_agg(json_build_object(
              'document', d.document_type || chr(10) || d.document_id || chr(10) || d.document_line, 'date', d.date,
              'amount', d.quantity::text, 'type', d.document_type, 'confirmed', d.confirmed, 'validUntil', d.valid_until))
            from inventory.atp_line d
            where d.plant = k.plant and d.item = k.item and d.kind = 'demand' and exists (
              select from inventory.reservation r
              where r.plant = k.plant and r.item = k.item and r.state = 'open' and r.document_type = d.document_type
                and r.document_id = d.document_id and coalesce(r.document_line, '') = d.document_line)) as covered
        from unnest(${plants}::text[], ${items}::text[]) with ordinality as k(plant, item, i)
        order by k.i`)) as unknown as Row[]
      return rows.map((row, i) => facts(row, keys[i] as AtpKey))
    },
    { maxBatch: 200, maxInFlight: 2 },
  )
}

function facts(row: Row, key: AtpKey): AtpFacts {
  const here = row.item?.plants.find((p) => p.plant === key.plant)
  const lines = (kind: 'supply' | 'demand'): DatedLine[] =>
    (row.lines ?? []).flatMap(([k, date, type, validUntil, confirmed, unconfirmed]) => {
      const of = { date, type, validUntil: validUntil ?? undefined }
      return [
        { ...of, amount: confirmed, confirmed: true },
        { ...of, amount: unconfirmed, confirmed: false },
      ].filter(({ amount }) => k === kind && !isZero(amount))
    })
  return {
    plant: row.plant,
    unit: row.item?.unit ?? null,
    position: row.position,
    lastRecordedAt: row.stock?.lastRecordedAt ?? null,
    input: {
      item: {
        leadTimeDays: here?.leadTimeDays ?? row.item?.leadTimeDays ?? undefined,
        inspectionDays: here?.inspectionDays ?? row.item?.inspectionDays ?? undefined,
        held: (row.stock?.itemHolds ?? 0) > 0,
      },
      stock: countedStock(stockByStatus(row), row.plant ?? NO_STATUSES),
      supply: lines('supply'),
      demand: lines('demand'),
      reserved: reserved(row),
      allocations: allocatedPools(row.allocations),
    },
  }
}

const NO_STATUSES: StatusSettings = {}

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
function reserved({ reservations, covered }: Row) {
  const open = groupBy(covered ?? [], ({ document }) => document)
  const mine = groupBy(reservations ?? [], (r) => r.document ?? '')
  return [...mine].flatMap(([document, rows]) =>
    coverReservations(
      rows.map((r) => ({ amount: r.amount, date: r.date ?? undefined, expiresAt: r.expiresAt })),
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
