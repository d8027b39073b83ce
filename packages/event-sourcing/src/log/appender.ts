import { AppendCall } from './append-call.ts'
import type { AppendResult } from './append-response.ts'
import { toLogError } from './client-errors.ts'
import type { Connection } from './connection.ts'
import type { NewEvent } from './recorded-event.ts'

export type Append = (
  stream: string,
  expected: number | 'none' | 'any',
  events: readonly NewEvent[],
) => Promise<AppendResult>

/** Appends through one call, opened anew on a new connection after it broke. */
export function createAppender(connection: Connection, deadlineMs: number): Append {
  let opening: Promise<AppendCall> | undefined

  const open = async (): Promise<AppendCall> => {
    const client = connection.client()
    const forget = () => {
      opening = undefined
      connection.drop(client)
    }
    try {
      return await AppendCall.open(client, forget)
    } catch (error) {
      forget()
      throw toLogError(error, 'reach the event store')
    }
  }

  return async (stream, expected, events) => {
    opening ??= open()
    return (await opening).append(stream, expected, events, deadlineMs)
  }
}
