import { ExpireAllocations, ExpireReservations } from '@takt/contracts'
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

/** Allocations past their last day count no more by themselves; this records it, so that readers see it too. */
export const endedAllocations: Sweep = {
  name: 'ended-allocations',
  everyMs: EVERY_MS,
  contract: ExpireAllocations,
  async due(sql, now) {
    const rows = await sql<{ plant: string; item: string; last: string }[]>`
      select a.plant, a.item, max(a.valid_until)::text as last
      from inventory.allocation a join inventory.reference p on p.kind = 'plants' and p.key = a.plant
      where a.state = 'allocated' and a.valid_until < (${now}::timestamptz at time zone (p.data -> 'data' ->> 'timeZone'))::date
      group by a.plant, a.item limit ${AT_MOST}`
    return rows.map(({ plant, item, last }) => ({
      id: `ended-allocations:${plant}:${item}:${last}`,
      plant,
      data: { item },
    }))
  },
}
