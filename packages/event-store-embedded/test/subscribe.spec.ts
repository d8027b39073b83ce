import {
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  END,
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  type Position,
  type ResolvedEvent,
  START,
  StreamDeletedError,
  type StreamSubscription,
  streamNameFilter,
} from '@eventstore/db-client'
import { describe, expect, test } from 'vitest'
import { event, events, failure, streamName, until, useEventStore } from './support.ts'

const running = useEventStore()

type AnySubscription = AllStreamSubscription | StreamSubscription

/** What a subscription has brought so far, in order: events by their revision, and 'caught up'. */
function follow(subscription: AnySubscription) {
  const seen: (number | 'caught up')[] = []
  const errors: Error[] = []
  subscription.on('caughtUp', () => seen.push('caught up'))
  subscription.on('error', (error) => errors.push(error))
  subscription.on('data', ({ event }: ResolvedEvent | AllStreamResolvedEvent) =>
    seen.push(Number(event?.revision)),
  )
  return {
    seen,
    errors,
    caughtUp: () => until(() => seen.includes('caught up'), 'caught up'),
    has: (count: number) => until(() => seen.length >= count, `${count} messages, have ${seen.join()}`),
    stop: () => subscription.unsubscribe(),
  }
}

const ascending = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i)

describe('a subscription to a stream', () => {
  test('brings history, caught up once, then what is appended', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(3))
    const following = follow(client.subscribeToStream(stream))
    await following.caughtUp()
    await client.appendToStream(stream, events(2))
    await client.appendToStream(stream, event())
    await following.has(7)
    expect(following.seen).toEqual([0, 1, 2, 'caught up', 3, 4, 5])
    await following.stop()
  })

  test('excludes the revision that it starts at', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(5))
    const following = follow(client.subscribeToStream(stream, { fromRevision: 2n }))
    await following.has(3)
    expect(following.seen).toEqual([3, 4, 'caught up'])
    await following.stop()
  })

  test('from the end brings only what comes', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(5))
    const following = follow(client.subscribeToStream(stream, { fromRevision: END }))
    await following.caughtUp()
    await client.appendToStream(stream, events(2))
    await following.has(3)
    expect(following.seen).toEqual(['caught up', 5, 6])
    await following.stop()
  })

  test('waits for a stream that is not there yet', async () => {
    const { client } = running()
    const stream = streamName()
    const following = follow(client.subscribeToStream(stream))
    await following.caughtUp()
    await client.appendToStream(stream, events(2))
    await following.has(3)
    expect(following.seen).toEqual(['caught up', 0, 1])
    await following.stop()
  })

  test('goes on over a soft delete', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(2))
    const following = follow(client.subscribeToStream(stream))
    await following.caughtUp()
    await client.deleteStream(stream)
    await client.appendToStream(stream, events(2))
    await following.has(5)
    expect(following.seen).toEqual([0, 1, 'caught up', 2, 3])
    await following.stop()
  })

  test('ends with an error when the stream is tombstoned', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(2))
    const following = follow(client.subscribeToStream(stream))
    await following.caughtUp()
    await client.tombstoneStream(stream)
    await until(() => following.errors.length > 0, 'the error')
    expect(following.errors[0]).toBeInstanceOf(StreamDeletedError)
  })

  test('misses nothing and repeats nothing while many write', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(200))
    const followings = ascending(4).map(() => follow(client.subscribeToStream(stream)))
    await Promise.all(ascending(300).map(() => client.appendToStream(stream, events(2))))
    const late = follow(client.subscribeToStream(stream))
    await Promise.all([...followings, late].map((following) => following.has(801)))
    for (const { seen } of [...followings, late]) {
      expect(seen.filter((one) => one !== 'caught up')).toEqual(ascending(800))
      expect(seen.filter((one) => one === 'caught up')).toHaveLength(1)
    }
    await Promise.all([...followings, late].map(({ stop }) => stop()))
  })

  test('brings links resolved where that was asked for', async () => {
    const { client } = running()
    const [target, links] = [streamName(), streamName('links')]
    await client.appendToStream(target, events(2))
    const link = (revision: number) =>
      ({
        ...event({}, '$>'),
        contentType: 'application/octet-stream',
        data: Buffer.from(`${revision}@${target}`),
      }) as never
    await client.appendToStream(links, link(1))
    const seen: ResolvedEvent[] = []
    const subscription = client.subscribeToStream(links, { resolveLinkTos: true })
    subscription.on('data', (resolved) => seen.push(resolved))
    await until(() => seen.length === 1)
    await client.appendToStream(links, link(0))
    await until(() => seen.length === 2)
    expect(seen.map((one) => [one.event?.streamId, one.event?.revision, one.link?.revision])).toEqual([
      [target, 1n, 0n],
      [target, 0n, 1n],
    ])
    await subscription.unsubscribe()
  })
})

describe('a subscription to $all', () => {
  test('brings every event once, in order, over history and live, while many write', async () => {
    const { client } = running()
    const before = await client.appendToStream(streamName(), events(600))
    const from = before.position ?? { commit: 0n, prepare: 0n }
    const write = () => Promise.all(ascending(200).map(() => client.appendToStream(streamName(), events(3))))
    const history = write()
    const positions: bigint[] = []
    let caughtUp = 0
    await history
    const subscription = client.subscribeToAll({ fromPosition: from })
    subscription.on('caughtUp', () => caughtUp++)
    subscription.on('data', ({ event }) => positions.push(event?.position.commit ?? -1n))
    await write()
    await until(() => positions.length >= 1_200, '1,200 events')
    const first = positions[0] ?? 0n
    expect(first).toBe(from.commit + 1n)
    expect(positions).toEqual(ascending(1_200).map((i) => first + BigInt(i)))
    expect(caughtUp).toBe(1)
    await subscription.unsubscribe()
  })

  test('from the end brings only what comes', async () => {
    const { client } = running()
    const following = follow(
      client.subscribeToAll({ fromPosition: END, filter: streamNameFilter({ prefixes: ['end-'] }) }),
    )
    await following.caughtUp()
    await client.appendToStream(streamName('end'), events(2))
    await following.has(3)
    expect(following.seen).toEqual(['caught up', 0, 1])
    await following.stop()
  })

  test('waits at a position that is not reached yet', async () => {
    const { client } = running()
    const { position } = await client.appendToStream(streamName(), event())
    const next = { commit: (position?.commit ?? 0n) + 1n, prepare: (position?.prepare ?? 0n) + 1n }
    const following = follow(client.subscribeToAll({ fromPosition: next }))
    await following.caughtUp()
    await client.appendToStream(streamName(), events(3))
    await following.has(3)
    expect(following.seen).toEqual(['caught up', 1, 2])
    await following.stop()
  })
})

describe('a filter', () => {
  const kinds = [
    ['a stream name prefix', streamNameFilter({ prefixes: ['nothing-', 'wanted-'] })],
    ['a stream name regex', streamNameFilter({ regex: '^wan.ed-.*$' })],
    ['an event type prefix', eventTypeFilter({ prefixes: ['wanted.', 'other.'] })],
    ['an event type regex', eventTypeFilter({ regex: '^w[a-z]+\\.event' })],
  ] as const

  test.each(kinds)('by %s lets through the same events in history and live', async (_, filter) => {
    const { client } = running()
    const { position } = await client.appendToStream(streamName(), event())
    const write = async () => {
      await client.appendToStream(streamName('wanted'), events(3, 'wanted.event'))
      await client.appendToStream(streamName('unwanted'), events(3, 'unwanted.event'))
      await client.appendToStream(streamName('wanted'), events(1, 'wanted.event'))
    }
    await write()
    const following = follow(client.subscribeToAll({ fromPosition: position ?? START, filter }))
    await following.caughtUp()
    await write()
    await following.has(9)
    expect(following.seen).toEqual([0, 1, 2, 0, 'caught up', 0, 1, 2, 0])
    await following.stop()
  })

  test('can leave out system events', async () => {
    const { client } = running()
    const stream = streamName('excluded')
    await client.setStreamMetadata(stream, { maxCount: 3 })
    const types: string[] = []
    const subscription = client.subscribeToAll({ filter: excludeSystemEvents() })
    subscription.on('data', ({ event }) => types.push(event?.type ?? ''))
    await client.appendToStream(stream, event({}, 'last-one'))
    await until(() => types.includes('last-one'))
    expect(types.filter((type) => type.startsWith('$'))).toEqual([])
    await subscription.unsubscribe()
  })

  test('that is no regular expression is refused with the reason', async () => {
    const { client } = running()
    const subscription = client.subscribeToAll({ filter: streamNameFilter({ regex: '(' }) })
    const error = await failure(new Promise((_, reject) => subscription.on('error', reject)))
    expect(error.message).toContain('filter regex cannot be compiled')
  })
})

describe('checkpoints', () => {
  async function checkpointed(when: 'live' | 'history') {
    const { client } = running()
    const { position } = await client.appendToStream(streamName(), event())
    const from = position ?? { commit: 0n, prepare: 0n }
    if (when === 'history') await write()
    const checkpoints: Position[] = []
    const subscription = client.subscribeToAll({
      fromPosition: from,
      filter: streamNameFilter({
        prefixes: ['checked-'],
        maxSearchWindow: 5,
        checkpointInterval: 2,
        checkpointReached: async (_, reached) => {
          checkpoints.push(reached)
        },
      }),
    })
    subscription.on('data', () => undefined)
    if (when === 'live') await write()
    await until(() => checkpoints.length >= 12, '12 checkpoints')
    await subscription.unsubscribe()
    return checkpoints.map(({ commit, prepare }) => {
      expect(prepare).toBe(commit)
      return Number(commit - from.commit)
    })
  }

  async function write(): Promise<void> {
    for (let i = 0; i < 4; i++) {
      await running().client.appendToStream(streamName('checked'), events(7))
      await running().client.appendToStream(streamName('unchecked'), events(23))
    }
  }

  test.each(['live', 'history'] as const)(
    'come at the asked interval of events seen, wanted or not, in %s',
    async (when) => {
      expect(await checkpointed(when)).toEqual(ascending(12).map((i) => (i + 1) * 10))
    },
  )

  test('come after 32 events where the client asks for nothing else', async () => {
    const { client } = running()
    const { position } = await client.appendToStream(streamName(), event())
    const reached: number[] = []
    const subscription = client.subscribeToAll({
      fromPosition: position ?? START,
      filter: excludeSystemEvents({
        checkpointReached: async (_, { commit }) => {
          reached.push(Number(commit - (position?.commit ?? 0n)))
        },
      }),
    })
    subscription.on('data', () => undefined)
    await client.appendToStream(streamName(), events(100))
    await until(() => reached.length >= 3)
    expect(reached).toEqual([32, 64, 96])
    await subscription.unsubscribe()
  })

  test('let a subscriber go on where it was, without a gap and without repeating', async () => {
    const { client } = running()
    const stream = streamName('checked')
    await client.appendToStream(stream, events(50))
    let last: Position | undefined
    const first = client.subscribeToAll({
      filter: streamNameFilter({
        prefixes: [stream],
        maxSearchWindow: 1,
        checkpointInterval: 7,
        checkpointReached: async (_, position) => {
          last = position
        },
      }),
    })
    const seen: number[] = []
    const beforeCheckpoint: number[] = []
    first.on('data', ({ event }) => seen.push(Number(event?.revision)))
    await until(() => seen.length === 50 && last !== undefined)
    await first.unsubscribe()
    beforeCheckpoint.push(...seen)
    const again: number[] = []
    const second = client.subscribeToAll({
      fromPosition: last ?? START,
      filter: streamNameFilter({ prefixes: [stream] }),
    })
    second.on('data', ({ event }) => again.push(Number(event?.revision)))
    await client.appendToStream(stream, jsonEvent({ type: 'end', data: {} }))
    await until(() => again.at(-1) === 50)
    expect(again).toEqual(ascending(again.length, 51 - again.length))
    expect(again.length).toBeLessThan(51)
    await second.unsubscribe()
  })
})
