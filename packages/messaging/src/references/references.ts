import { randomUUID } from 'node:crypto'
import { parseStoredType } from '@takt/contracts'
import { type EventLog, type Log, type References, silent } from '@takt/event-sourcing'
import type { Sql } from 'postgres'
import type { Delivery, Disposition } from '../consume/delivery.ts'
import { header } from '../nats/headers.ts'
import { dataFromLog, wentWithoutData } from '../relay/event-data.ts'
import { STREAM_REVISION } from '../relay/evt-message.ts'
import { Copy } from './copy.ts'
import type { Reference } from './reference.ts'
import { referenceTable, type StoredReference } from './table.ts'

export interface ReferencesOptions {
  readonly sql: Sql
  readonly context: string
  readonly references: readonly Reference[]
  /** Where an event too large for NATS is read from. */
  readonly log: Pick<EventLog, 'readStream'>
  readonly report?: Log
}

/** A context's own copies of master data: in memory for decisions, in its own table for the next start. */
export interface ReferenceCopies {
  readonly copies: References
  /** How many entries each copy holds. */
  readonly sizes: Readonly<Record<string, number>>
  /** Takes an `evt.` message: in the table and in memory when it resolves. One that no copy asks for is acknowledged. */
  take(delivery: Delivery): Promise<Disposition>
  stop(): Promise<void>
}

interface Taken extends StoredReference {
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/** Loads the copies from the table and keeps them current, also with what other processes of the service take. */
export async function openReferences(options: ReferencesOptions): Promise<ReferenceCopies> {
  const { sql, context, references, log, report = silent } = options
  const table = referenceTable(sql, context, randomUUID())
  const byName = new Map(references.map((r) => [r.name, new Copy(r)]))
  const byContract = new Map(references.map((r) => [r.contract.name as string, r]))
  let waiting: Taken[] = []
  let writing = false

  const definitions = new Map(references.map((r) => [r.name, r]))

  /** Of a version that only a later release knows, the table keeps what that one will read at its start. */
  function put({ kind, key, revision, version, data }: StoredReference): void {
    const contract = definitions.get(kind)?.contract
    if (!contract) return
    if (version <= contract.version) byName.get(kind)?.put(key, revision, contract.read(version, data))
    else
      report.error(
        { context, kind, key, version },
        `${contract.name} v${version} is not known here, only up to v${contract.version}: the older ${key} counts until this service is updated`,
      )
  }

  async function load(): Promise<void> {
    for (const row of await table.readAll()) put(row)
  }

  /** What arrived while the last write ran is the next one. */
  async function flush(): Promise<void> {
    if (writing) return
    writing = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await table.write(latest(batch))
        for (const taken of batch) {
          put(taken)
          taken.done()
        }
      } catch (error) {
        for (const taken of batch) taken.failed(error)
      }
    }
    writing = false
  }

  const listening = await table.onWritten(() => {
    load().catch((error: Error) =>
      report.warn({ context, error: error.message }, 'master data could not be read again'),
    )
  })
  await load()

  return {
    copies: Object.fromEntries(byName),
    get sizes() {
      return Object.fromEntries([...byName].map(([name, copy]) => [name, copy.size]))
    },
    async take(delivery) {
      const stored = parseStoredType(header(delivery.headers, 'ce-type') ?? '')
      const of = byContract.get(stored?.name ?? '')
      const revision = Number(header(delivery.headers, STREAM_REVISION))
      if (!of || !stored) return 'ack'
      if (!Number.isInteger(revision)) throw new Error(`${delivery.subject} carries no ${STREAM_REVISION}`)
      const { version, data } = wentWithoutData(delivery)
        ? { version: of.contract.version, data: await dataFromLog(delivery, log) }
        : {
            version: stored.version,
            data: JSON.parse(Buffer.from(delivery.body).toString('utf8')) as unknown,
          }
      const key = of.key(of.contract.read(Math.min(version, of.contract.version), data) as never)
      await new Promise<void>((done, failed) => {
        waiting.push({ kind: of.name, key, revision, version, data, done, failed })
        void flush()
      })
      return 'ack'
    },
    stop: () => listening.unlisten(),
  }
}

/** A statement may touch a row once: of several changes of one key only the newest is written. */
function latest(batch: readonly StoredReference[]): StoredReference[] {
  const newest = new Map<string, StoredReference>()
  for (const row of batch) {
    const id = `${row.kind}\n${row.key}`
    const other = newest.get(id)
    if (!other || other.revision < row.revision) newest.set(id, row)
  }
  return [...newest.values()]
}
