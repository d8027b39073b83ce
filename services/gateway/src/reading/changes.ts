import { decodeToken } from '@takt/contracts'
import { CHECKPOINT_CHANNEL } from '@takt/projections'
import { GraphQLError } from 'graphql'
import { Repeater } from 'graphql-yoga'
import type { Sql } from 'postgres'
import { LIMITS } from '../limits.ts'

/** An aggregate whose read model has changed. */
export interface Change {
  readonly plant: string
  readonly id: string
  /** Commit position of the last event behind the change, decimal string. */
  readonly position: string
}

/** Lets pass what was asked for; everything where nothing was. */
export const matches =
  (wanted: { plant?: string | null | undefined; id?: string | null | undefined }) => (change: Change) =>
    (!wanted.plant || wanted.plant === change.plant) && (!wanted.id || wanted.id === change.id)

/** Changes as they reach the read models, for subscriptions. */
export interface Changes {
  /** Every change of aggregates of that kind, such as `inventory.stockItem`, that `wanted` lets pass. */
  of(aggregate: string, wanted: (change: Change) => boolean): AsyncIterable<Change>
  stop(): Promise<void>
}

interface Reader {
  readonly aggregate: string
  readonly wanted: (change: Change) => boolean
  readonly push: (change: Change) => void
}

/** Notifications can be lost with their connection: while somebody listens, the journal is looked at this often. */
const LOOK_MS = 2_000
const MAX_STEPS = 5_000
/** Changes waiting for one slow reader; of the same aggregate only the latest is kept. */
const MAX_WAITING = 1_000

/**
 * Follows the journal, which is written in the same transaction as the read models: what a subscriber is told can be
 * read. Looks only while somebody listens, and once for all who do. Positions grow within a context only, so each
 * context is followed by itself.
 */
export function followChanges(sql: Sql): Changes {
  const readers = new Set<Reader>()
  const lastOf = new Map<string, string>()
  let looking = false
  let again = false
  let listening: Promise<{ unlisten(): Promise<void> }> | undefined
  let timer: NodeJS.Timeout | undefined

  async function look(): Promise<void> {
    again = true
    if (looking) return
    looking = true
    try {
      while (again && readers.size > 0) {
        again = false
        for (const [context, last] of lastOf) await lookAt(context, last)
      }
    } catch {
      // Postgres is away: the next notification or look finds the same place.
    } finally {
      looking = false
    }
  }

  async function lookAt(context: string, last: string): Promise<void> {
    const rows = await sql<{ stream: string; position: string }[]>`
      select stream, max(position)::text as position from (
        select stream, position from takt.journal where context = ${context} and position > ${last}::numeric
        order by position limit ${MAX_STEPS}) steps
      group by stream order by max(position)`
    const newest = rows.at(-1)
    if (!newest) return
    for (const row of rows) tell(row)
    lastOf.set(context, newest.position)
    again = true
  }

  function tell({ stream, position }: { stream: string; position: string }): void {
    const [, aggregate, plant, id] = /^([^-]+)-([^:]+):(.*)$/s.exec(stream) ?? []
    if (aggregate === undefined || plant === undefined || id === undefined) return
    const change = { plant: decodeToken(plant), id, position }
    for (const reader of readers) {
      if (reader.aggregate === aggregate && reader.wanted(change)) reader.push(change)
    }
  }

  async function begin(context: string): Promise<void> {
    if (!lastOf.has(context)) {
      const [row] = await sql<{ position: string | null }[]>`
        select max(position)::text as position from takt.journal where context = ${context}`
      lastOf.set(context, lastOf.get(context) ?? row?.position ?? '0')
    }
    listening ??= sql.listen(CHECKPOINT_CHANNEL, () => void look())
    await listening
    timer ??= setInterval(() => void look(), LOOK_MS)
  }

  function leave(reader: Reader): void {
    readers.delete(reader)
    if (readers.size > 0) return
    clearInterval(timer)
    timer = undefined
    lastOf.clear()
  }

  return {
    of(aggregate, wanted) {
      if (readers.size >= LIMITS.subscriptions)
        throw new GraphQLError(
          `this API has at most ${LIMITS.subscriptions} open subscriptions: try again later`,
        )
      return new Repeater<Change>(async (push, stop) => {
        const waiting = new Map<string, Change>()
        let wake = () => {}
        const reader: Reader = {
          aggregate,
          wanted,
          push: (change) => {
            waiting.delete(`${change.plant}\n${change.id}`)
            waiting.set(`${change.plant}\n${change.id}`, change)
            if (waiting.size > MAX_WAITING)
              stop(
                new GraphQLError(
                  `you read too slowly: more than ${MAX_WAITING} changes wait; subscribe again`,
                ),
              )
            wake()
          },
        }
        readers.add(reader)
        let stopped = false
        void stop.then(() => {
          stopped = true
          leave(reader)
          wake()
        })
        await begin(aggregate.split('.')[0] as string)
        while (!stopped) {
          const [next] = waiting
          if (next) {
            waiting.delete(next[0])
            await push(next[1])
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve
            })
          }
        }
      })
    },
    async stop() {
      clearInterval(timer)
      readers.clear()
      await (await listening)?.unlisten()
    },
  }
}
