import { toLogError } from './client-errors.ts'
import type { ReadingCall } from './connection.ts'
import { EventLogError } from './errors.ts'
import type { ReadAnswer, StoredEvent } from './read-response.ts'

/** All events of a bounded read; none where the stream does not exist. */
export function collect(
  call: ReadingCall<ReadAnswer>,
  doing: string,
  timeoutMs: number,
): Promise<StoredEvent[]> {
  return new Promise((resolve, reject) => {
    const events: StoredEvent[] = []
    const settle = (error?: EventLogError) => {
      clearTimeout(timer)
      if (error) reject(error)
      else resolve(events)
    }
    const timer = setTimeout(() => {
      settle(new EventLogError('timeout', `cannot ${doing}: no answer within ${timeoutMs} ms`))
      call.cancel()
    }, timeoutMs)
    // The listeners stay: an error after the end (the connection going down) must find one.
    call.on('data', (answer) => {
      if (answer.kind === 'event') events.push(answer.event)
    })
    call.on('end', () => settle())
    call.on('error', (error) => settle(toLogError(error, doing)))
  })
}
