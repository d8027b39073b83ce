import { ALL_PLANTS, EndBackorderRun, EndOrderPromise } from '@takt/contracts'
import type { Sweep } from '@takt/service'

const EVERY_MS = 5_000
const AT_MOST = 500

/** Orders that somebody has not answered in time end, and give back what the others promised. */
export const unansweredOrders: Sweep = {
  name: 'unanswered-orders',
  everyMs: EVERY_MS,
  contract: EndOrderPromise,
  async due(sql, now) {
    const rows = await sql<{ order: string; attempt: number }[]>`
      select order_id as "order", attempt from orchestration.order_promise
      where state = 'asking' and deadline <= ${now} limit ${AT_MOST}`
    return rows.map(({ order, attempt }) => ({
      id: `unanswered-order:${order}:${attempt}`,
      plant: ALL_PLANTS,
      data: { order, attempt },
    }))
  },
}

/** Runs that have heard nothing for too long end. */
export const unansweredRuns: Sweep = {
  name: 'unanswered-runs',
  everyMs: EVERY_MS,
  contract: EndBackorderRun,
  async due(sql, now) {
    const rows = await sql<{ plant: string; run: string; deadline: string }[]>`
      select plant, run, deadline::text from orchestration.backorder_run
      where state in ('finding', 'running') and deadline <= ${now} limit ${AT_MOST}`
    return rows.map(({ plant, run, deadline }) => ({
      id: `unanswered-run:${plant}:${run}:${deadline}`,
      plant,
      data: { run },
    }))
  },
}
