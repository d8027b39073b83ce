import { silent } from '../report.ts'
import { createAppender } from './appender.ts'
import { Connection } from './connection.ts'
import { createDecode } from './decode.ts'
import type { EventLog, ReadOptions } from './event-log.ts'
import type { EventLogOptions } from './options.ts'
import type { StoredEvent } from './read-response.ts'
import { createReader, READ_PAGE } from './reader.ts'
import type { RecordedEvent } from './recorded-event.ts'
import { createSnapshotStore } from './snapshot-store.ts'
import { subscribeAll } from './subscription.ts'

/** How long an append or a read may stay without an answer. */
export const DEADLINE_MS = 15_000

export function createEventLog({ url, contracts, report = silent }: EventLogOptions): EventLog {
  const connection = new Connection(url)
  const append = createAppender(connection, DEADLINE_MS)
  const reader = createReader(connection, DEADLINE_MS)
  const decode = createDecode(contracts)
  const decodeAll = (page: readonly StoredEvent[]) => page.map(decode).filter((event) => event !== undefined)
  const closing = new AbortController()
  const subscriptions = new Set<Promise<void>>()

  async function* readPages(
    stream: string,
    { from = 0, limit = Number.POSITIVE_INFINITY }: ReadOptions = {},
  ) {
    const end = from + limit
    for (let next = from; next < end; ) {
      const size = Math.min(READ_PAGE, end - next)
      const page = await reader.page({ stream, from: next, limit: size, backwards: false })
      if (page.length > 0) yield decodeAll(page)
      if (page.length < size) return
      next = (page.at(-1) as StoredEvent).revision + 1
    }
  }

  const readBackwards = async (stream: string, from: number | undefined, limit: number) =>
    decodeAll(await reader.page({ stream, from, limit: Math.min(limit, READ_PAGE), backwards: true }))

  return {
    async append(stream, expected, events) {
      const { revision, position } = await append(stream, expected, events)
      if (position !== undefined) return { revision, position }
      const [last] = await readBackwards(stream, revision, 1)
      return { revision, position: last?.position ?? '0' }
    },
    readPages,
    async readStream(stream, options) {
      const events: RecordedEvent[] = []
      for await (const page of readPages(stream, options)) for (const event of page) events.push(event)
      return events
    },
    readBackwards: (stream, { from, limit }) => readBackwards(stream, from, limit),
    readLast: async (stream) => (await readBackwards(stream, undefined, 1))[0],
    snapshots: createSnapshotStore(append, reader),
    subscribeAll(options) {
      const subscription = subscribeAll({ url, decode, report, closing: closing.signal }, options)
      subscriptions.add(subscription.done)
      const forget = () => subscriptions.delete(subscription.done)
      subscription.done.then(forget, forget)
      return subscription
    },
    head: reader.head,
    async close() {
      closing.abort()
      await Promise.allSettled(subscriptions)
      await connection.close()
    },
  }
}
