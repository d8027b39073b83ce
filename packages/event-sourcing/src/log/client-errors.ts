import { convertToCommandError, ErrorType } from '@eventstore/db-client'
import { EventLogError, type EventLogErrorCode } from './errors.ts'

const byType: Readonly<Record<string, EventLogErrorCode>> = {
  [ErrorType.UNAVAILABLE]: 'unavailable',
  [ErrorType.CANCELLED]: 'unavailable',
  [ErrorType.NOT_LEADER]: 'unavailable',
  [ErrorType.TIMEOUT]: 'timeout',
  [ErrorType.DEADLINE_EXCEEDED]: 'timeout',
  [ErrorType.ACCESS_DENIED]: 'refused',
  [ErrorType.STREAM_DELETED]: 'refused',
  [ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED]: 'refused',
  [ErrorType.INVALID_ARGUMENT]: 'refused',
  [ErrorType.INVALID_TRANSACTION]: 'refused',
  [ErrorType.MISSING_REQUIRED_METADATA_PROPERTY]: 'refused',
  [ErrorType.UNSUPPORTED]: 'refused',
}

/** gRPC status codes; the client leaves errors of a restarting server without a type of its own. */
const byStatus: Readonly<Record<number, EventLogErrorCode>> = {
  1: 'unavailable', // CANCELLED
  3: 'refused', // INVALID_ARGUMENT
  4: 'timeout', // DEADLINE_EXCEEDED
  7: 'refused', // PERMISSION_DENIED
  8: 'unavailable', // RESOURCE_EXHAUSTED
  10: 'timeout', // ABORTED
  13: 'unavailable', // INTERNAL: a connection cut in the middle of a message
  14: 'unavailable', // UNAVAILABLE
  16: 'refused', // UNAUTHENTICATED
}

/** Any error of the client or of gRPC as ours; `doing` says what was tried, as in "append to x". */
export function toLogError(error: unknown, doing: string): EventLogError {
  if (error instanceof EventLogError) return error
  const { type, code, message } = typedByClient(error) as {
    type?: unknown
    code?: unknown
    message?: unknown
  }
  // A typed error that says "unknown" knows less than the status beneath it.
  const typed = typeof type === 'string' ? byType[type] : undefined
  const status = typeof code === 'number' ? byStatus[code] : undefined
  const kind = typed ?? status ?? (isSocketError(code) ? 'unavailable' : 'unknown')
  return new EventLogError(kind, `cannot ${doing}: ${String(message ?? error)}`, { cause: error })
}

/** The client knows the store's own trailers; it stumbles over those it does not expect. */
function typedByClient(error: unknown): unknown {
  try {
    return convertToCommandError(error as Error)
  } catch {
    return error
  }
}

const isSocketError = (code: unknown): boolean =>
  typeof code === 'string' && /^(E|ERR_)[A-Z0-9_]+$/.test(code)

/** Whether the connection itself is in doubt, so that a new one is better than this one. */
export const isConnectionError = (error: EventLogError): boolean =>
  error.code === 'unavailable' || error.code === 'timeout'
