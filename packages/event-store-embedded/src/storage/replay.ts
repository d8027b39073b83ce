import type { DamagedEvent } from './damage.ts'
import type { EventIndex } from './event-index.ts'
import { type EventLog, RecordDamaged } from './event-log.ts'

const PROGRESS_EVERY = 100_000

/** Takes into the index what the log has and the index has not. Events that cannot be read are left out and named. */
export async function replay(
  log: EventLog,
  index: EventIndex,
  last: number,
  note: (line: string) => void,
): Promise<{ count: number; unreadable: DamagedEvent[] }> {
  const unreadable: DamagedEvent[] = []
  const first = index.position + 1
  let nextProgress = first + PROGRESS_EVERY
  for (let next = first; next <= last; ) {
    try {
      const events = await log.page(next, last)
      for (const event of events) index.replay(event)
      index.commit(index.seal())
      await index.caughtUp()
      next += events.length
    } catch (error) {
      if (!(error instanceof RecordDamaged)) throw error
      unreadable.push({ position: next++ })
    }
    if (next >= nextProgress) {
      note(`index: ${next} of ${last + 1} events`)
      nextProgress = next + PROGRESS_EVERY
    }
  }
  return { count: last - first + 1 - unreadable.length, unreadable }
}
