import { ExpireAllocations, ExpireReservations, RecordBackorders, RUN_ITEMS } from '@takt/contracts'
import type { Sweep } from '@takt/service'

const EVERY_MS = 5_000
const AT_MOST = 500

/** Reservations and quotes past their time count no more by themselves; this records it, so that readers see it too. */
export const expiredReservations: Sweep = {
  name: 'expired-reservations',
  everyMs: EVERY_MS,
  contract: ExpireReservations,
  async due(sql, now) {
    const rows = await sql<{ plant: string; item: string; last: string }[]>`
      select plant, item, max(last)::text as last from (
        select plant, item, expires_at as last from inventory.reservation
        where state = 'open' and expires_at <= ${now}
        union all
        select plant, item, valid_until from inventory.atp_line where valid_until <= ${now}
      ) due group by plant, item limit ${AT_MOST}`
    return rows.map(({ plant, item, last }) => ({
      id: `expired-reservations:${plant}:${item}:${last}`,
      plant,
      data: { item },
    }))
  },
}

/** Periods of allocations past their last day count no more by themselves; this records it, so that readers see it too. */
export const endedAllocations: Sweep = {
  name: 'ended-allocations',
  everyMs: EVERY_MS,
  contract: ExpireAllocations,
  async due(sql, now) {
    const rows = await sql<{ plant: string; item: string; last: string }[]>`
      select a.plant, a.item, max(a.ends_next)::text as last
      from inventory.allocation a join inventory.reference p on p.kind = 'plants' and p.key = a.plant
      where a.state = 'allocated' and a.ends_next < (${now}::timestamptz at time zone (p.data -> 'data' ->> 'timeZone'))::date
      group by a.plant, a.item limit ${AT_MOST}`
    return rows.map(({ plant, item, last }) => ({
      id: `ended-allocations:${plant}:${item}:${last}`,
      plant,
      data: { item },
    }))
  },
}

/** A run waits for it, so it is looked for more often; where nobody asks, there is nothing in the index to read. */
const SEARCH_EVERY_MS = 500
const SEARCHES = 10

/** Which items have promised lines that are not all issued, for runs that ask. */
export const soughtBackorders: Sweep = {
  name: 'sought-backorders',
  everyMs: SEARCH_EVERY_MS,
  contract: RecordBackorders,
  async due(sql) {
    const rows = await sql<{ plant: string; run: string; items: string[]; total: number }[]>`
      select s.plant, s.run, found.items, found.total
      from (
        select plant, run from inventory.backorder_search where state = 'sought' order by position limit ${SEARCHES}
      ) s
      cross join lateral (
        select coalesce((array_agg(item order by item))[1:${RUN_ITEMS}], '{}') as items, count(*)::integer as total
        from (
          select distinct item from inventory.promise_line p
          where p.plant = s.plant and not over and fulfilled < requested_amount
        ) wanted
      ) found`
    return rows.map(({ plant, run, items, total }) => ({
      id: `backorders-found:${plant}:${run}`,
      plant,
      data: { run, items, total },
    }))
  },
}
