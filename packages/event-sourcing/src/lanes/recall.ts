import type { Message } from '@takt/decider'
import type { EventLog } from '../log/event-log.ts'
import type { RecordedEvent } from '../log/recorded-event.ts'

const PAGE = 64

/**
 * Reads back the events that a message made, around any one of their revisions: they stand side by side in its stream.
 * None where it made none.
 */
export async function recallEvents(
  log: EventLog,
  stream: string,
  messageId: string,
  revision: number,
): Promise<readonly Message[]> {
  if (revision < 0) return []
  const its = (event: RecordedEvent) => event.metadata.messageId === messageId
  const events: RecordedEvent[] = []
  for (let from = revision; from >= 0; from -= PAGE) {
    const page = await log.readBackwards(stream, { from, limit: PAGE })
    const run = prefix(page, its)
    events.unshift(...run.reverse())
    if (run.length < PAGE) break
  }
  if (events.length === 0) return []
  for (let from = revision + 1; ; from += PAGE) {
    const run = prefix(await log.readStream(stream, { from, limit: PAGE }), its)
    events.push(...run)
    if (run.length < PAGE) break
  }
  return events.map(({ type, data }) => ({ type, data }))
}

function prefix<T>(items: readonly T[], holds: (item: T) => boolean): T[] {
  const end = items.findIndex((item) => !holds(item))
  return items.slice(0, end === -1 ? items.length : end)
}
