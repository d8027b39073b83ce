import { ExpireReservations } from '@takt/contracts'
import type { Sweep } from '@takt/service'

const EVERY_MS = 5_000
const AT_MOST = 500

/** Reservations past their time count no more by themselves; this records it, so that readers see it too. */
export const expiredReservations: Sweep = {
  name: 'expired-reservations',
  everyMs: EVERY_MS,
  contract: ExpireReservations,
  async due(sql, now) {
    const rows = await sql<{ plant: string; item: string; last: string }[]>`
      select plant, item, max(expires_at)::text as last from inventory.reservation
      where state = 'open' and expires_at <= ${now} group by plant, item limit ${AT_MOST}`
    return rows.map(({ plant, item, last }) => ({
      id: `expired-reservations:${plant}:${item}:${last}`,
      plant,
      data: { item },
    }))
  },
}
