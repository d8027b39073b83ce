/**
 * - `wrong-revision`: another writer appended first
 * - `unavailable`, `timeout`: the store is away or silent; an append's effect is unknown, and the same call may be made again
 * - `refused`: the store will never take this (too large, stream deleted, no access)
 * - `unknown`: an answer that is none of these
 * - `unknown-event`: the log holds what no contract describes
 * - `closed`: this log was closed
 */
export type EventLogErrorCode =
  | 'wrong-revision'
  | 'unavailable'
  | 'timeout'
  | 'refused'
  | 'unknown'
  | 'unknown-event'
  | 'closed'

/** An error of the event log, told apart by `code`, never by its text. */
export class EventLogError extends Error {
  readonly code: EventLogErrorCode

  constructor(code: EventLogErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }
}

/** Another writer appended first: read the stream again and decide anew. */
export class WrongRevisionError extends EventLogError {
  readonly stream: string
  readonly expected: number | 'none'
  readonly actual: number | 'none'

  constructor(stream: string, expected: number | 'none', actual: number | 'none') {
    super('wrong-revision', `${stream} was expected at revision ${expected}, but is at ${actual}`)
    this.stream = stream
    this.expected = expected
    this.actual = actual
  }
}

/** The log holds an event of a type or version that no contract given to this log describes. */
export class UnknownEventError extends EventLogError {
  readonly storedType: string
  readonly stream: string

  constructor(storedType: string, stream: string, revision: number, why: string) {
    super(
      'unknown-event',
      `${stream} holds ${storedType} at revision ${revision}, ${why}: give its contract to createEventLog, or run the release that knows it`,
    )
    this.storedType = storedType
    this.stream = stream
  }
}
