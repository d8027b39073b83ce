import type { AllStreamResolvedEvent, ResolvedEvent, StreamingRead } from '@eventstore/db-client'
import { StreamNotFoundError } from '@eventstore/db-client'
import { toLogError } from './client-errors.ts'
import { EventLogError } from './errors.ts'

/** All events of a bounded read; none where the stream does not exist. */
export function collect<E extends ResolvedEvent | AllStreamResolvedEvent>(
  read: StreamingRead<E>,
  doing: string,
  timeoutMs: number,
): Promise<E[]> {
  return new Promise((resolve, reject) => {
    const events: E[] = []
    const settle = (error?: EventLogError) => {
      clearTimeout(timer)
      if (error) reject(error)
      else resolve(events)
    }
    const timer = setTimeout(() => {
      settle(new EventLogError('timeout', `cannot ${doing}: no answer within ${timeoutMs} ms`))
      read.cancel().catch(() => {})
    }, timeoutMs)
    // The listeners stay: an error after the end (the connection going down) must find one.
    read.on('data', (event: E) => events.push(event))
    read.on('end', () => settle())
    read.on('error', (error) =>
      settle(error instanceof StreamNotFoundError ? undefined : toLogError(error, doing)),
    )
    read.on('close', () =>
      settle(new EventLogError('unavailable', `cannot ${doing}: the store ended the call`)),
    )
  })
}
