import { allContracts } from '@takt/contracts'
import { createEventLog, type Log } from '@takt/event-sourcing'
import type { Sql } from 'postgres'
import type { ProgressReport } from '../rebuild/progress.ts'
import { rebuildView } from '../rebuild/rebuild.ts'
import type { ServiceView } from './service-views.ts'

const log: Log = {
  info: (_, message) => console.log(message),
  warn: (_, message) => console.warn(message),
  error: (_, message) => console.error(message),
}

/** Rebuilds one view and tells how it goes. Ctrl-C breaks it off so that it can be gone on with. */
export async function rebuildCommand(
  { service, view }: ServiceView,
  sql: Sql,
  eventStoreUrl: string,
  restart: boolean,
): Promise<void> {
  const eventLog = createEventLog({ url: eventStoreUrl, contracts: allContracts, report: log })
  const interrupted = new AbortController()
  const stop = () => interrupted.abort(new Error(`broken off; run it again to go on where it was`))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    console.log(`${view.name}: rebuilding beside the live tables`)
    const { events, elapsedMs, position, resumed } = await rebuildView({
      view,
      projection: service,
      sql,
      eventLog,
      restart,
      signal: interrupted.signal,
      log,
      onProgress: (report) => console.log(`${view.name}: ${line(report)}`),
    })
    const rate = resumed ? 'in all' : `${Math.round(events / (elapsedMs / 1_000)).toLocaleString('en')}/s`
    console.log(
      `${view.name}: rebuilt and swapped in at position ${position}, ${events.toLocaleString('en')} events, ${rate}, ${seconds(elapsedMs)}`,
    )
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    await eventLog.close()
  }
}

const line = ({ events, eventsPerSecond, share, remainingMs }: ProgressReport): string =>
  [
    `${events.toLocaleString('en')} events`,
    `${eventsPerSecond.toLocaleString('en')}/s`,
    `${(share * 100).toFixed(1)}%`,
    remainingMs === undefined ? '' : `about ${seconds(remainingMs)} to go`,
  ]
    .filter((part) => part !== '')
    .join(', ')

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`
