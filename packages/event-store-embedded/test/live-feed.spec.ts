import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { EventFilter } from '../src/engine/filter.ts'
import { LiveFeed } from '../src/engine/live-feed.ts'
import { parseUuid } from '../src/protocol/uuid.ts'
import { encodeRecord, StoredEvent } from '../src/storage/record.ts'

function stored(stream: string, position: number): StoredEvent {
  const id = parseUuid(Buffer.from(randomUUID())) as Buffer
  const none = Buffer.alloc(0)
  const event = { id, type: Buffer.from('t'), contentType: Buffer.from('c'), metadata: none, data: none }
  const place = { stream: Buffer.from(stream), streamNumber: 1, revision: position, position, createdMs: 0 }
  return new StoredEvent(encodeRecord(event, place))
}

describe('subscribers to $all that wait', () => {
  test('with the same filter cost one look at an event for all of them', () => {
    const feed = new LiveFeed()
    let looks = 0
    let woken = 0
    const passed: number[] = []
    const filter: EventFilter = {
      key: 'same',
      wants: (event) => {
        looks++
        return event.streamName === 'wanted'
      },
    }
    for (let i = 0; i < 1_000; i++)
      feed.waitForAll({
        filter,
        wakeAt: 100,
        wake: () => woken++,
        pass: (next) => passed.push(next),
      })
    feed.publish([stored('other', 10), stored('other', 11)])
    expect(looks).toBe(2)
    expect(woken).toBe(0)
    expect(new Set(passed)).toEqual(new Set([12]))
    feed.publish([stored('wanted', 12)])
    expect(woken).toBe(1_000)
  })

  test('are woken when their checkpoint is due', () => {
    const feed = new LiveFeed()
    const woken: string[] = []
    const filter: EventFilter = { key: 'none', wants: () => false }
    const pass = () => undefined
    feed.waitForAll({ filter, wakeAt: 5, wake: () => woken.push('5'), pass })
    feed.waitForAll({ filter, wakeAt: 6, wake: () => woken.push('6'), pass })
    feed.publish([stored('a', 4), stored('a', 5)])
    expect(woken).toEqual(['5'])
  })
})

describe('subscribers to a stream that wait', () => {
  test('get the events of their stream only, and nothing after they have left', () => {
    const feed = new LiveFeed()
    const told: number[][] = []
    const leave = feed.waitForStream('mine', (events) => told.push(events.map(({ position }) => position)))
    feed.publish([stored('other', 1), stored('mine', 2), stored('other', 3), stored('mine', 4)])
    feed.publish([stored('other', 5)])
    leave()
    feed.publish([stored('mine', 6)])
    expect(told).toEqual([[2, 4]])
  })
})
