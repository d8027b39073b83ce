import type { AtpInput, DocumentType, StatusSettings } from '@takt/contracts'
import { sql } from 'drizzle-orm'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { type AllocationFacts, allocationsOfKey } from './atp-allocations.ts'
import { type ParkedAtItem, parkedOfKey } from './atp-parked.ts'

/**
 * What of an answer needs more than sums: it is read only where it is asked for. `statuses` is stock of statuses that
 * no plant can flag for ATP: only a question's scope can name them.
 */
export type AtpWant = 'lines' | 'risk' | 'freshness' | 'statuses'

export interface AtpKey {
  readonly plant: string
  readonly item: string
  readonly wants?: ReadonlySet<AtpWant> | undefined
}

export type PlantPolicy = AtpInput['plant'] & StatusSettings

type OpenSum = readonly [
  kind: 'supply' | 'demand',
  date: string,
  type: DocumentType,
  validUntil: string | null,
  confirmed: string,
  unconfirmed: string,
]

export interface Row {
  readonly i: number
  readonly plant: PlantPolicy | null
  readonly item: {
    unit: string
    leadTimeDays: number | null
    inspectionDays: number | null
    inspectAtReceipt: boolean | null
    decimals: number
    conversions: { unit: string; numerator: number; denominator: number }[]
    plants: {
      plant: string
      leadTimeDays?: number
      inspectionDays?: number
      inspectAtReceipt?: boolean
    }[]
  } | null
  readonly stock: {
    unrestricted: string
    inInspection: string
    itemHolds: number
    lastRecordedAt: string
  } | null
  readonly read: { position: string; ageMs: number } | null
  readonly allocations: AllocationFacts
  readonly lines: readonly OpenSum[] | null
  readonly expiring: readonly [date: string, amount: string][] | null
  /** Of the statuses that the plant configures, by the lots' last days. */
  readonly statuses: readonly [status: string, date: string | null, amount: string][] | null
  /** Likewise of stock in inspection, and of blocked stock; where they were asked for. */
  readonly unflagged: Row['statuses']
  readonly reservations:
    | readonly {
        reservation: string
        amount: string
        /** From which day it counts: null of a hard one, which is of stock on hand whenever it is needed. */
        date: string | null
        expiresAt: string | null
        pool: string | null
        consumesOn: string | null
        document: string | null
        /** What a hard one holds of lots, with their last days; null of a soft one. */
        lots: readonly [lastDay: string | null, amount: string][] | null
      }[]
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
  /** Each day of each line; where they were asked for. */
  readonly detail: readonly OpenLine[] | null
  readonly parked: readonly ParkedAtItem[] | null
  readonly sources: readonly SourceFreshness[] | null
}

export interface OpenLine {
  readonly kind: 'supply' | 'demand'
  readonly date: string
  /** What is open: what its partner confirmed of it, and what not. */
  readonly confirmed: string
  readonly unconfirmed: string
  readonly original: string
  readonly type: DocumentType
  readonly id: string
  readonly line: string
  readonly validUntil: string | null
  readonly customer: string | null
}

export interface SourceFreshness {
  /** '' where its messages name none. */
  readonly source: string
  readonly lastOccurredAt: string
  readonly lastRecordedAt: string
  readonly position: string
  readonly events: number
}

/** Everything ATP needs of any number of items, in one statement; each part is read by its key's index. */
export async function readAtpRows(db: PostgresJsDatabase, keys: readonly AtpKey[]): Promise<Row[]> {
  const plants = sql.param(keys.map((k) => k.plant))
  const items = sql.param(keys.map((k) => k.item))
  // As text: the driver takes an array of booleans for a boolean.
  const of = (want: AtpWant) => sql.param(keys.map((k) => String(k.wants?.has(want) ?? false)))
  return (await db.execute(sql`
        select k.i::int as i,
          (select json_build_object('timeZone', p.time_zone, 'latePolicy', p.late_policy,
            'lateDemandPolicy', p.late_demand_policy, 'atpScope', p.atp_scope, 'inspectionStockInAtp', p.inspection_stock_in_atp,
            'stockStatuses', p.stock_statuses) from masterdata.plant p where p.plant = k.plant) as plant,
          (select json_build_object('unit', m.unit, 'leadTimeDays', m.lead_time_days, 'inspectionDays', m.inspection_days,
            'decimals', m.decimals, 'conversions', m.conversions, 'inspectAtReceipt', m.inspect_at_receipt,
            'plants', m.plants) from masterdata.item m where m.item = k.item) as item,
          (select json_build_object('unrestricted', a.unrestricted::text, 'inInspection', a.in_inspection::text,
            'itemHolds', a.item_holds, 'lastRecordedAt', a.last_recorded_at)
            from inventory.atp_item a where a.plant = k.plant and a.item = k.item) as stock,
          ${allocationsOfKey} as allocations,
          (select json_build_object('position', position::text,
            'ageMs', greatest(0, extract(epoch from clock_timestamp() - as_of) * 1000)::bigint)
            from takt.checkpoint where projection = 'inventory') as read,
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
          case when k.statuses then (select json_agg(json_build_array(c.status, c.expires_on, c.amount)) from (
            select s.status, l.expires_on, sum(s.quantity)::text as amount
            from inventory.stock_on_hand s left join inventory.lot l using (plant, item, lot)
            where s.plant = k.plant and s.item = k.item and s.quantity <> 0 and s.status in ('inInspection', 'blocked')
              and s.owner not like 'customer:%'
            group by s.status, l.expires_on) c) end as unflagged,
          (select json_agg(json_build_object('reservation', r.reservation, 'amount', r.open::text, 'date', case when r.kind = 'soft' then r.date end, 'expiresAt', r.expires_at,
            'pool', r.pool, 'consumesOn', r.consumes_on, 'document', r.document_type || chr(10) || r.document_id || chr(10) || coalesce(r.document_line, ''),
            'lots', case when r.kind = 'hard' then (select coalesce(json_agg(json_build_array(l.expires_on, h.held ->> 'quantity') order by h.nth), '[]')
              from jsonb_array_elements(r.allotments) with ordinality as h(held, nth)
              left join inventory.lot l on l.plant = r.plant and l.item = r.item and l.lot = h.held ->> 'lot') end))
            from inventory.reservation r
            where r.plant = k.plant and r.item = k.item and r.state = 'open') as reservations,
          (select json_agg(json_build_object(
              'document', d.document_type || chr(10) || d.document_id || chr(10) || d.document_line, 'date', d.date,
              'amount', d.quantity::text, 'type', d.document_type, 'confirmed', d.confirmed, 'validUntil', d.valid_until))
            from inventory.atp_line d
            where d.plant = k.plant and d.item = k.item and d.kind = 'demand' and exists (
              select from inventory.reservation r
              where r.plant = k.plant and r.item = k.item and r.state = 'open' and r.document_type = d.document_type
                and r.document_id = d.document_id and coalesce(r.document_line, '') = d.document_line)) as covered,
          case when k.lines then (select json_agg(json_build_object('kind', l.kind, 'date', l.date,
            'confirmed', (l.quantity - l.unconfirmed)::text, 'unconfirmed', l.unconfirmed::text,
            'original', l.original_quantity::text, 'type', l.document_type, 'validUntil', l.valid_until,
            'id', l.document_id, 'line', l.document_line, 'customer', l.customer))
            from inventory.atp_line l where l.plant = k.plant and l.item = k.item) end as detail,
          case when k.risk then ${parkedOfKey} end as parked,
          case when k.fresh then (select json_agg(json_build_object('source', f.source,
            'lastOccurredAt', f.last_occurred_at, 'lastRecordedAt', f.last_recorded_at, 'position', f.position::text,
            'events', f.events) order by f.source)
            from inventory.source_freshness f where f.plant = k.plant) end as sources
        from unnest(${plants}::text[], ${items}::text[], ${of('lines')}::text[]::bool[], ${of('risk')}::text[]::bool[],
          ${of('freshness')}::text[]::bool[], ${of('statuses')}::text[]::bool[])
          with ordinality as k(plant, item, lines, risk, fresh, statuses, i)
        order by k.i`)) as unknown as Row[]
}
