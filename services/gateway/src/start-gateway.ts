import { connect } from '@takt/messaging'
import { type Config, type Log, patiently } from '@takt/service'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { askQuestions, askServices } from './ask-service.ts'
import type { GatewayContext } from './context.ts'
import { readAfter } from './read-after.ts'
import { followChanges } from './reading/changes.ts'
import { createLoaders } from './reading/loaders.ts'
import { undelivered } from './reading/undelivered.ts'
import { serveGraphql } from './server.ts'

const SQL_CONNECTIONS = 16

export interface Gateway {
  readonly port: number
  stop(): Promise<void>
}

/** Connects to what the API stands on, waiting where it is not there yet, and serves. It only reads. */
export async function startGateway(config: Config, log: Log): Promise<Gateway> {
  const sql = postgres(config.databaseReaderUrl, {
    max: SQL_CONNECTIONS,
    onnotice: () => {},
    connection: { application_name: 'gateway' },
  })
  await patiently('the read models', log, async () => {
    const [found] = await sql`select to_regclass('takt.analyst_view') is not null as there`
    if (!found?.['there'])
      throw Object.assign(new Error('the services have not made their tables yet'), { code: 'ECONNREFUSED' })
  })
  const nats = await connect({ url: config.natsUrl, name: 'takt-gateway', report: log })
  const db = drizzle(sql)
  const changes = followChanges(sql)
  const context: GatewayContext = {
    db,
    loaders: createLoaders(db),
    changes,
    undelivered: undelivered(nats),
    command: askServices(nats),
    question: askQuestions(nats),
    readAfter: readAfter(sql),
  }
  const server = await serveGraphql({ host: config.host, port: config.port, context, report: log })
  return {
    port: server.port,
    async stop() {
      await server.stop()
      await changes.stop()
      await nats.drain().catch(() => {})
      await sql.end({ timeout: 1 })
    },
  }
}
