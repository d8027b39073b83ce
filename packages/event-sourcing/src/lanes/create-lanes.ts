import { silent } from '../report.ts'
import { Aggregates } from './aggregates.ts'
import { createCounters } from './counters.ts'
import { Engine } from './engine.ts'
import type { Lanes, LanesOptions } from './lanes.ts'
import { laneLimits } from './limits.ts'
import { inboxProspect, Outage, storeProspect } from './outage.ts'
import { createRoutes } from './routes.ts'
import { Snapshots } from './snapshots.ts'

export function createLanes(options: LanesOptions): Lanes {
  const { log, inbox, references = {}, now, report = silent } = options
  const limits = { ...laneLimits, ...options.limits }
  const counters = createCounters()
  const stopping = new AbortController()
  const store = new Outage('the event store', storeProspect, report, stopping.signal)
  const aggregates = new Aggregates(log, store, counters, limits)
  const snapshots = new Snapshots(log, report, counters, limits)
  const engine = new Engine({
    log,
    store,
    inbox,
    inboxOutage: new Outage('the inbox', inboxProspect, report, stopping.signal),
    aggregates,
    snapshots,
    references,
    now,
    limits,
    counters,
    report,
    stopping,
    routeOf: createRoutes(options.aggregates),
  })
  return {
    submit: (incoming, { recall = true } = {}) => engine.submit(incoming, recall),
    ready: () => engine.desk.ready(),
    stop: () => engine.stop(),
    get metrics() {
      const { held, ageMs, desk } = engine
      return { ...counters, depth: desk.depth, held, ageMs, aggregates: aggregates.size }
    },
  }
}
