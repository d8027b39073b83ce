import { sql } from 'drizzle-orm'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { LRUCache } from 'lru-cache'
import { LIMITS } from '../limits.ts'
import { type AtpFacts, factsOf } from './atp-facts.ts'
import { KeptFigures } from './atp-figures.ts'
import { type AtpKey, type Row, readAtpRows } from './atp-rows.ts'
import { createBatcher } from './batcher.ts'

/**
 * What the facts of an item were read at: every event about the item moves its row's position, every change of master
 * data theirs, a rebuild its date. While none has moved, what was read stands.
 */
interface Version {
  readonly version: string
  readonly read: Row['read']
}

interface Remembered {
  readonly version: string
  readonly facts: AtpFacts
}

/**
 * Everything ATP needs of any number of items. What is remembered of an item is never taken on trust: one statement
 * asks at which version each one is, and one more reads those that have moved since, or are asked for in detail.
 */
export function createAtpLoader(db: PostgresJsDatabase): (key: AtpKey) => Promise<AtpFacts> {
  const remembered = new LRUCache<string, Remembered>({
    maxSize: LIMITS.rememberedAtpLines,
    sizeCalculation: ({ facts }) =>
      1 + facts.input.supply.length + facts.input.demand.length + facts.reservations.length,
  })

  const kept = new KeptFigures()

  const known = ({ plant, item, wants }: AtpKey, { version, read }: Version): AtpFacts | undefined => {
    if (wants && wants.size > 0) return undefined
    const found = remembered.get(nameOf({ plant, item }))
    return found?.version === version ? { ...found.facts, read, kept } : undefined
  }

  return createBatcher(
    async (keys: readonly AtpKey[]) => {
      const versions = await readVersions(db, keys)
      const found = keys.map((key, i) => known(key, versions[i] as Version))
      const missing = keys.flatMap((key, i) => (found[i] ? [] : [{ key, i }]))
      if (missing.length === 0) return found as AtpFacts[]
      const rows = await readAtpRows(
        db,
        missing.map(({ key }) => key),
      )
      for (const [at, { key, i }] of missing.entries()) {
        const facts = factsOf(rows[at] as Row, key.plant)
        found[i] = facts
        // Read before the facts, the version is never newer than they are.
        const { version } = versions[i] as Version
        if (!key.wants?.size) remembered.set(nameOf(key), { version, facts })
      }
      return found as AtpFacts[]
    },
    { maxBatch: 200, maxInFlight: 2 },
  )
}

const nameOf = ({ plant, item }: Pick<AtpKey, 'plant' | 'item'>): string => `${plant}\n${item}`

async function readVersions(db: PostgresJsDatabase, keys: readonly AtpKey[]): Promise<Version[]> {
  const plants = sql.param(keys.map((k) => k.plant))
  const items = sql.param(keys.map((k) => k.item))
  return (await db.execute(sql`
    select concat_ws('|', coalesce(a.position::text, '-'), coalesce(p.position::text, '-'), coalesce(m.position::text, '-'),
        b.built_at) as version,
      case when c.position is null then null else json_build_object('position', c.position::text,
        'ageMs', greatest(0, extract(epoch from clock_timestamp() - c.as_of) * 1000)::bigint) end as read
    from unnest(${plants}::text[], ${items}::text[]) with ordinality as k(plant, item, i)
    cross join (select max(built_at) as built_at from takt.built_view) b
    left join takt.checkpoint c on c.projection = 'inventory'
    left join inventory.atp_item a on a.plant = k.plant and a.item = k.item
    left join masterdata.plant p on p.plant = k.plant
    left join masterdata.item m on m.item = k.item
    order by k.i`)) as unknown as Version[]
}
