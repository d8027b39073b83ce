import { sql } from 'drizzle-orm'
import { LIMITS } from '../limits.ts'

/** A parked message that concerns an item: it names it, or a work order that makes or needs it. */
export interface ParkedAtItem {
  /** Whose service would handle it. */
  readonly context: 'inventory' | 'production' | 'quality' | 'orchestration'
  readonly parked: string
  readonly subject: string
  readonly code: string
  readonly sentence: string
  readonly source: string | null
  readonly lastAt: string
  readonly body: string | null
  /** How its output is booked, where it is of a work order that makes the item. */
  readonly makes: { readonly inspect: boolean } | null
}

const parkedAt = (context: ParkedAtItem['context'], more = sql`false`) => sql`
  select ${sql.raw(`'${context}'`)} as context, p.parked, p.subject, p.code, p.sentence, p.source, p.last_at, p.body,
    p.concerns->>'order' as work_order
  from ${sql.raw(context)}.parked_message p
  where p.state = 'parked' and p.plant = k.plant and (p.concerns->>'item' = k.item or ${more})`

const ofItsOrder = sql`exists (
    select from production.work_order w where w.plant = k.plant and w.order_id = p.concerns->>'order' and w.item = k.item)
  or exists (select from production.work_order_component c
    where c.plant = k.plant and c.order_id = p.concerns->>'order' and c.item = k.item)`

/** The latest messages, of every context that could change an item, that are parked and concern the item of key `k`. */
export const parkedOfKey = sql`(
  select json_agg(json_build_object('context', p.context, 'parked', p.parked, 'subject', p.subject, 'code', p.code,
    'sentence', p.sentence, 'source', p.source, 'lastAt', p.last_at, 'body', p.body, 'makes', (
      select json_build_object('inspect', w.inspect) from production.work_order w
      where w.plant = k.plant and w.order_id = p.work_order and w.item = k.item)))
  from (select * from (
    ${parkedAt('inventory')} union all ${parkedAt('quality')}
    union all ${parkedAt('production', ofItsOrder)} union all ${parkedAt('orchestration', ofItsOrder)}) all_of_them
    order by last_at desc limit ${LIMITS.atRiskMessages}) p)`
