import { cleanJson } from '@takt/projections'
import { sql } from 'drizzle-orm'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { createBatcher } from './batcher.ts'

/** What must be looked up to know what a message would change that does not say it by itself. */
export type Lookup =
  /** The stock of a lot, or of the whole item. */
  | { readonly kind: 'stock'; readonly lot?: string | undefined }
  /** The stock of one place, lot, status and owner; at the plant's default location where none is named. */
  | {
      readonly kind: 'place'
      readonly location?: string | undefined
      readonly lot?: string | undefined
      readonly status: string
      readonly owner: string
    }
  /** What a message moved. */
  | { readonly kind: 'movement'; readonly id: string }
  /** By how much an open count is off. */
  | { readonly kind: 'count'; readonly id: string }

/** Of one status and owner (`ownerKey`), in base units. */
export interface There {
  readonly status: string
  readonly owner: string
  readonly quantity: string
}

export interface LookupsAt {
  readonly plant: string
  readonly item: string
  readonly lookups: readonly (Lookup | undefined)[]
}

/** What was found, in the order of the lookups; undefined where nothing was looked up. */
export type LookUp = (asked: LookupsAt) => Promise<readonly (readonly There[] | undefined)[]>

/** Of any number of items in one statement; none where no message needs it. */
export const riskLoaders = (db: PostgresJsDatabase): { readonly lookUp: LookUp } => {
  const load = createBatcher((keys: readonly LookupsAt[]) => read(db, keys), {
    maxBatch: 100,
    maxInFlight: 1,
  })
  return {
    lookUp: async (asked) =>
      asked.lookups.some((lookup) => lookup) ? load(asked) : asked.lookups.map(() => undefined),
  }
}

interface Found extends There {
  readonly i: number
  readonly n: number
}

async function read(db: PostgresJsDatabase, keys: readonly LookupsAt[]) {
  const plants = sql.param(keys.map((k) => k.plant))
  const items = sql.param(keys.map((k) => k.item))
  const lookups = keys.map((k) => k.lookups.flatMap((lookup, n) => (lookup ? { n, ...lookup } : [])))
  const asked = sql.param(lookups.map(cleanJson))
  const rows = (await db.execute(sql`
    select k.i::int as i, a.n, r.status, r.owner, r.quantity::text as quantity
    from unnest(${plants}::text[], ${items}::text[], ${asked}::text[]) with ordinality as k(plant, item, asked, i)
    cross join lateral jsonb_to_recordset(k.asked::jsonb)
      as a(n int, kind text, location text, lot text, status text, owner text, id text)
    cross join lateral (
      select s.status, s.owner, sum(s.quantity) as quantity from inventory.stock_on_hand s
        where a.kind = 'stock' and s.plant = k.plant and s.item = k.item and (a.lot is null or s.lot = a.lot)
        group by s.status, s.owner
      union all
      select s.status, s.owner, s.quantity from inventory.stock_on_hand s
        where a.kind = 'place' and s.plant = k.plant and s.item = k.item and s.lot = coalesce(a.lot, '')
          and s.status = a.status and s.owner = a.owner
          and s.location = coalesce(a.location,
            (select p.default_location from masterdata.plant p where p.plant = k.plant))
      union all
      select m.status, m.owner, sum(m.quantity) from inventory.stock_movement m
        where a.kind = 'movement' and m.plant = k.plant and m.item = k.item and m.message_id = a.id
        group by m.status, m.owner
      union all
      select c.status, c.owner, c.difference from inventory.stock_count c
        where a.kind = 'count' and c.plant = k.plant and c.item = k.item and c.count = a.id and c.state = 'open'
    ) r`)) as unknown as Found[]
  return keys.map(({ lookups }, i) =>
    lookups.map((lookup, n) => lookup && rows.filter((row) => row.i === i + 1 && row.n === n)),
  )
}
