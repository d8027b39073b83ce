import { isConnectionError, toLogError } from './client-errors.ts'
import { collect } from './collect.ts'
import type { Connection } from './connection.ts'
import { checkPosition } from './decode.ts'
import { openRead } from './read-call.ts'
import { headRequest, type Page, pageRequest } from './read-request.ts'
import type { StoredEvent } from './read-response.ts'

/** The most events of one read; longer ones go in pages. */
export const READ_PAGE = 1_000

export interface Reader {
  page(page: Page): Promise<StoredEvent[]>
  head(): Promise<string>
}

export function createReader(connection: Connection, timeoutMs: number): Reader {
  const read = async (request: Buffer, doing: string): Promise<StoredEvent[]> => {
    const client = connection.client()
    try {
      return await collect(await openRead(client, request), doing, timeoutMs)
    } catch (thrown) {
      const error = toLogError(thrown, doing)
      if (isConnectionError(error)) connection.drop(client)
      throw error
    }
  }

  return {
    page: (page) => read(pageRequest(page), `read ${page.stream}`),
    async head() {
      const [last] = await read(headRequest(), 'read the end of the log')
      return last ? checkPosition(last) : '0'
    },
  }
}
