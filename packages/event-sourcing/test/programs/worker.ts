import postgres from 'postgres'
import { createEventLog, createLanes } from '../../src/index.ts'
import { incoming } from '../support/messages.ts'
import { postgresInbox } from '../support/postgres-inbox.ts'
import { Fill, shelf, shelfContracts } from '../support/shelf.ts'
import { type Job, noteOf, shelfOf } from './job.ts'

/** A service instance that handles every message of its job, in order, from the first one, and says what is accepted. */
const job = JSON.parse(process.argv[2] as string) as Job
const sql = postgres(job.postgresUrl, { onnotice: () => {} })
const log = createEventLog({ url: job.eventStoreUrl, contracts: shelfContracts })
const lanes = createLanes({
  log,
  inbox: postgresInbox(sql, job.inboxTable),
  aggregates: [shelf({ snapshotEvery: 7 })],
  now: () => new Date().toISOString(),
  limits: { maxBatch: 20 },
})

let next = 0
const sender = async () => {
  while (next < job.messages) {
    const n = next++
    const data = { shelf: shelfOf(n), pieces: 1, note: noteOf(n) }
    const { status } = await lanes.submit(incoming(Fill, job.plant, noteOf(n), data))
    process.stdout.write(`${status} ${noteOf(n)}\n`)
  }
}
await Promise.all(Array.from({ length: 60 }, sender))
await lanes.stop()
await log.close()
await sql.end()
