import { parkingOf } from '@takt/contracts'
import { createEventLog, createLanes, type EventLog } from '@takt/event-sourcing'
import type { Stack } from '@takt/infra-local'
import { createInbox, parkedMessageView, startProjection } from '@takt/projections'
import { migrate } from '@takt/read-models'
import type { NatsConnection } from 'nats'
import postgres, { type Sql } from 'postgres'
import {
  connect,
  consume,
  createEntry,
  createParking,
  createPublisher,
  createReactions,
  createRelay,
  ensureStreams,
  indexContracts,
  type Reaction,
  respond,
  type Translation,
} from '../../src/index.ts'
import { noteContracts } from './notes.ts'
import { copies, shelf, shelfContracts } from './shelf.ts'

const CONTEXT = 'inventory'
const parkingContracts = Object.values(parkingOf(CONTEXT))
const contracts = [...shelfContracts, ...noteContracts, ...parkingContracts]

export interface TestService {
  readonly sql: Sql
  readonly nats: NatsConnection
  readonly log: EventLog
  stop(): Promise<void>
}

/** A service on real servers, put together as the service package does it, with a domain of its own. */
export async function startTestService(
  stack: Stack,
  databaseUrl: string,
  about: { readonly translations?: readonly Translation[]; readonly reactions?: readonly Reaction[] } = {},
): Promise<TestService> {
  const now = () => new Date().toISOString()
  const sql = postgres(databaseUrl, { max: 6, onnotice: () => {} })
  await migrate(sql)
  const log = createEventLog({ url: stack.eventStore.url, contracts })
  const nats = await connect({ url: stack.nats.url, name: 'test-service' })
  await ensureStreams(nats)
  const projection = startProjection({
    name: CONTEXT,
    views: [parkedMessageView(CONTEXT)],
    eventLog: log,
    sql,
  })
  await projection.caughtUp()
  const inbox = createInbox(sql, CONTEXT)
  const parking = createParking({ context: CONTEXT, now, jetStream: nats.jetstream(), log })
  const lanes = createLanes({ log, inbox, aggregates: [shelf, parking.aggregate], references: copies, now })
  const entry = createEntry({
    contracts: indexContracts(contracts),
    translations: about.translations ?? [],
    lanes,
    inbox,
    references: copies,
    park: parking.park,
    now,
  })
  const publisher = createPublisher(nats)
  const reactions = createReactions({
    context: CONTEXT,
    reactions: about.reactions ?? [],
    contracts,
    references: copies,
    entry,
    publisher,
    park: parking.park,
    log,
  })
  parking.connect({ lanes, entry, reactions })
  const consumers = [
    ...['in', 'cmd'].map((prefix) =>
      consume({
        connection: nats,
        durable: `${CONTEXT}-${prefix}`,
        subject: `${prefix}.*.${CONTEXT}.>`,
        handler: entry.accept,
      }),
    ),
    ...reactions.sources.map((source) =>
      consume({
        connection: nats,
        durable: `${CONTEXT}-on-${source}`,
        subject: `evt.*.${source}.>`,
        handler: reactions.take,
        refill: { log, contracts },
      }),
    ),
    ...parking.follows.map(({ contract, take }) =>
      consume({
        connection: nats,
        durable: `${CONTEXT}-${contract.subjectName}`,
        subject: `evt.*.${CONTEXT}.${contract.subjectName}.>`,
        handler: take,
        refill: { log, contracts },
      }),
    ),
  ]
  const responder = respond(nats, CONTEXT, entry.request)
  const relay = createRelay({ url: stack.nats.url, context: CONTEXT, log, contracts })
  return {
    sql,
    nats,
    log,
    async stop() {
      await Promise.all([...consumers.map((c) => c.stop(500)), responder.stop()])
      await lanes.stop()
      publisher.stop()
      await Promise.all([relay.stop(), projection.stop()])
      await nats.close()
      await log.close()
      await sql.end({ timeout: 1 })
    },
  }
}
