import { BACKWARDS, END, FORWARDS, type ResolvedEvent, START } from '@eventstore/db-client'
import { isConnectionError } from './client-errors.ts'
import { collect } from './collect.ts'
import type { Connection } from './connection.ts'
import { positionOf } from './decode.ts'
import type { EventLogError } from './errors.ts'

/** The most events of one read; longer ones go in pages. */
export const READ_PAGE = 1_000

interface Page {
  readonly stream: string
  /** The first revision in reading direction; the stream's start or end when left out. */
  readonly from: number | undefined
  readonly limit: number
  readonly backwards: boolean
}

export interface Reader {
  page(page: Page): Promise<ResolvedEvent[]>
  head(): Promise<string>
}

export function createReader(connection: Connection, timeoutMs: number): Reader {
  const attempt = async <T>(read: (client: ReturnType<Connection['client']>) => Promise<T>): Promise<T> => {
    const client = connection.client()
    try {
      return await read(client)
    } catch (error) {
      if (isConnectionError(error as EventLogError)) connection.drop(client)
      throw error
    }
  }

  return {
    page: ({ stream, from, limit, backwards }) =>
      attempt((client) => {
        const edge = backwards ? END : START
        const read = client.readStream(stream, {
          direction: backwards ? BACKWARDS : FORWARDS,
          fromRevision: from === undefined ? edge : BigInt(from),
          maxCount: limit,
        })
        return collect(read, `read ${stream}`, timeoutMs)
      }),
    head: () =>
      attempt(async (client) => {
        const read = client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 })
        const [last] = await collect(read, 'read the end of the log', timeoutMs)
        return last?.event ? positionOf(last.event) : '0'
      }),
  }
}
