import { type AnyContract, allContracts } from '@takt/contracts'
import { createEventLog, createLanes } from '@takt/event-sourcing'
import {
  connect,
  consume,
  createEntry,
  createParking,
  createPublisher,
  createQueries,
  createReactions,
  createRelay,
  ensureStreams,
  evtStream,
  indexContracts,
  openReferences,
  respond,
  untilConsumed,
} from '@takt/messaging'
import { createInbox, parkedMessageView, startProjection } from '@takt/projections'
import { migrate } from '@takt/read-models'
import postgres from 'postgres'
import type { Config } from './config.ts'
import type { ServiceDefinition } from './define.ts'
import type { HealthChecks } from './health.ts'
import type { Log } from './log.ts'
import { patiently } from './patiently.ts'
import { startSweeps } from './sweeps.ts'

/** Connections of one service process to Postgres. */
const SQL_CONNECTIONS = 8
const MASTER_DATA = 'masterdata'
const CONTEXTS = new Set(allContracts.map((c) => c.context))
const now = () => new Date().toISOString()

/**
 * The composition root: puts a service together in the order in which its parts depend on each other, and resolves
 * when it can do its work. Waits for servers that are not there yet.
 */
export async function startService(
  service: ServiceDefinition,
  config: Config,
  log: Log,
  onChecks: (checks: HealthChecks) => void,
): Promise<{ stop(): Promise<void> }> {
  const { name, aggregates, views } = service
  let waiting = 'Postgres'
  onChecks({ start: () => ({ ready: false, waiting }) })

  const sql = postgres(config.databaseUrl, {
    max: SQL_CONNECTIONS,
    onnotice: () => {},
    connection: { application_name: name },
  })
  await patiently('Postgres', log, () => migrate(sql))
  waiting = 'the event store'
  const eventLog = createEventLog({ url: config.eventStoreUrl, contracts: allContracts, report: log })
  const refill = { log: eventLog, contracts: allContracts }
  waiting = 'NATS'
  const nats = await connect({ url: config.natsUrl, name: `takt-${name}`, report: log })
  await ensureStreams(nats, undefined, log)
  await ensureStreams(nats, [...CONTEXTS].map(evtStream), log)

  // The inbox is refilled from the log before anything is consumed: what was decided before a crash is known.
  waiting = 'its read models'
  const projection = startProjection({ name, views: [...views, parkedMessageView(name)], eventLog, sql, log })
  projection.done.catch((error) => {
    throw error
  })
  await projection.caughtUp()

  waiting = 'its copies of master data'
  const references = await openReferences({
    sql,
    context: name,
    references: service.references ?? [],
    log: eventLog,
    report: log,
  })
  const followsMasterData = (service.references ?? []).length > 0
  const masterData = followsMasterData
    ? consume({
        connection: nats,
        durable: `${name}-${MASTER_DATA}`,
        subject: `evt.*.${MASTER_DATA}.>`,
        handler: references.take,
        refill,
        report: log,
      })
    : undefined
  if (masterData) await untilConsumed(nats, `evt.*.${MASTER_DATA}.>`, `${name}-${MASTER_DATA}`)

  waiting = 'its consumers'
  const inbox = createInbox(sql, name)
  const parking = createParking({
    context: name,
    now,
    jetStream: nats.jetstream(),
    log: eventLog,
    report: log,
  })
  const lanes = createLanes({
    log: eventLog,
    inbox,
    aggregates: [...aggregates, parking.aggregate],
    references: references.copies,
    now,
    report: log,
  })
  const entry = createEntry({
    contracts: indexContracts(allContracts),
    translations: service.translations ?? [],
    lanes,
    inbox,
    references: references.copies,
    park: parking.park,
    queries: createQueries({
      context: name,
      queries: service.queries ?? [],
      log: eventLog,
      references: references.copies,
      now,
      report: log,
    }),
    now,
  })
  const publisher = createPublisher(nats, log)
  const reactions = createReactions({
    context: name,
    reactions: service.reactions ?? [],
    contracts: addressable(name),
    references: references.copies,
    entry,
    publisher,
    park: parking.park,
    log: eventLog,
    report: log,
  })
  parking.connect({ lanes, entry, reactions })
  const consumers = [
    ...['in', 'cmd'].map((prefix) =>
      consume({
        connection: nats,
        durable: `${name}-${prefix}`,
        subject: `${prefix}.*.${name}.>`,
        handler: entry.accept,
        report: log,
      }),
    ),
    ...reactions.sources.map((source) =>
      consume({
        connection: nats,
        durable: `${name}-on-${source}`,
        subject: `evt.*.${source}.>`,
        handler: reactions.take,
        refill,
        report: log,
      }),
    ),
    ...parking.follows.map(({ contract, take }) =>
      consume({
        connection: nats,
        durable: `${name}-${contract.subjectName}`,
        subject: `evt.*.${name}.${contract.subjectName}.>`,
        handler: take,
        refill,
        report: log,
      }),
    ),
    ...(masterData ? [masterData] : []),
  ]
  const responder = respond(nats, name, entry.request, log)
  const relay = createRelay({
    url: config.natsUrl,
    context: name,
    log: eventLog,
    contracts: eventsOf(name),
    report: log,
  })
  relay.done.catch((error) => {
    throw error
  })
  const sweeps = startSweeps({ service: name, sweeps: service.sweeps ?? [], sql, entry, now, log })

  onChecks({
    lanes: () => ({ ready: true, ...lanes.metrics }),
    projection: () => ({
      ready: ['live', 'catching-up', 'standby'].includes(projection.state),
      state: projection.state,
      position: projection.position,
      ...projection.metrics,
    }),
    consumers: () => ({ ready: consumers.every((c) => c.ready), each: consumers.map((c) => c.metrics) }),
    relay: () => ({ ready: true, ...relay.metrics }),
    publisher: () => ({ ready: true, ...publisher.metrics }),
    references: () => ({ ready: true, ...references.sizes }),
    api: () => ({ ready: true, ...responder.metrics }),
  })

  return {
    async stop() {
      sweeps.stop()
      await Promise.all([...consumers.map((c) => c.stop()), responder.stop()])
      await lanes.stop()
      publisher.stop()
      await Promise.all([relay.stop(), projection.stop(), references.stop()])
      await nats.drain().catch(() => {})
      await eventLog.close()
      await sql.end({ timeout: 1 })
    },
  }
}

/** Services know nothing of each other: only orchestration may send to other contexts. */
const addressable = (name: string): AnyContract[] =>
  allContracts.filter((c) => name === 'orchestration' || c.context === name)

const eventsOf = (name: string): AnyContract[] =>
  allContracts.filter((c) => c.context === name && c.kind === 'event')
