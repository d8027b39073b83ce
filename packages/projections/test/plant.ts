import { createEventLog, derivedId, type EventLog, type NewEvent } from '@takt/event-sourcing'
import { onTestFinished } from 'vitest'
import { ShelfWritten, type Written } from './probe.ts'

export const contracts = [ShelfWritten]

/** The event store, closed with the test. */
export function eventLog(url: string): EventLog {
  const log = createEventLog({ url, contracts })
  onTestFinished(() => log.close())
  return log
}

/** Writes events to one stream, one message each (or as named), in appends of up to a hundred; says where it ended. */
export function writer(log: EventLog, id: string, context = 'inventory') {
  const stream = `${context}.probe-P1:${id}`
  let revision: number | 'none' = 'none'
  let count = 0
  const newEvent = (data: Written, message: string): NewEvent => {
    const now = new Date().toISOString()
    const metadata = {
      messageId: message,
      $correlationId: message,
      $causationId: message,
      source: 'test',
      actor: 'test',
      plant: 'P1',
      occurredAt: now,
      recordedAt: now,
      hash: 'h',
    }
    return {
      id: derivedId(stream, message, count++),
      type: ShelfWritten.storedType,
      data: JSON.stringify(data),
      metadata: JSON.stringify(metadata),
    }
  }
  return {
    stream,
    async append(events: readonly Written[], message?: string): Promise<string> {
      let position = '0'
      for (let at = 0; at < events.length; at += 100) {
        const batch = events.slice(at, at + 100).map((data) => newEvent(data, message ?? `${id}-${++count}`))
        const appended = await log.append(stream, revision, batch)
        revision = appended.revision
        position = appended.position
      }
      return position
    },
  }
}

/** Every event of the streams of `inventory`, in the order of the log. */
export async function everything(log: EventLog): Promise<Written[]> {
  const all: Written[] = []
  const done = new AbortController()
  const { done: ended } = log.subscribeAll({
    streamPrefixes: ['inventory.'],
    signal: done.signal,
    onBatch: (events) => void all.push(...events.map((event) => event.data as Written)),
    onCaughtUp: () => done.abort(),
  })
  await ended
  return all
}

/** Adds that exercise sums on few rows: what a busy stock item looks like. */
export function adds(count: number, seed = 1): Written[] {
  return Array.from({ length: count }, (_, at) => ({
    op: 'add' as const,
    place: `place-${(at * 7 + seed) % 13}`,
    item: `item-${(at * 31 + seed) % 97}`,
    sums: { quantity: `${(at % 9) - 4}.25`, moves: 1 },
    set: { note: `at ${at}` },
  }))
}
