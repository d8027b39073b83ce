import {
  ANY,
  BACKWARDS,
  END,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client'
import { describe, expect, test } from 'vitest'
import { collect, event, events, failure, revisions, streamName, useEventStore } from './support.ts'

const running = useEventStore()

describe('a soft delete', () => {
  test('hides the stream', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(3))
    const { position } = await client.deleteStream(stream)
    expect(position?.commit).toBeGreaterThan(0n)
    expect(await failure(collect(client.readStream(stream)))).toBeInstanceOf(StreamNotFoundError)
    const backwards = client.readStream(stream, { direction: BACKWARDS, fromRevision: END })
    expect(await failure(collect(backwards))).toBeInstanceOf(StreamNotFoundError)
  })

  test.each([
    ['any revision', ANY],
    ['no stream', NO_STREAM],
    ['its last revision', 2n],
  ] as const)('revisions go on when it is appended to again at %s', async (_, expectedRevision) => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(3))
    await client.deleteStream(stream)
    const result = await client.appendToStream(stream, events(2), { expectedRevision })
    expect(result.nextExpectedRevision).toBe(4n)
    expect(await revisions(client.readStream(stream))).toEqual([3, 4])
    await client.appendToStream(stream, event())
    expect(await revisions(client.readStream(stream))).toEqual([3, 4, 5])
  })

  test('in the same moment as appends keeps revisions gapless', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(2))
    await Promise.all([
      client.deleteStream(stream),
      client.appendToStream(stream, event()),
      client.deleteStream(stream),
      client.appendToStream(stream, events(2)),
    ])
    expect(await revisions(client.readStream(stream))).toEqual([3, 4])
  })

  test('makes stream exists wrong', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, event())
    await client.deleteStream(stream)
    const append = client.appendToStream(stream, event(), { expectedRevision: STREAM_EXISTS })
    expect(await failure(append)).toBeInstanceOf(StreamDeletedError)
  })

  test('keeps what else the metadata holds when the stream comes back', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(3))
    await client.deleteStream(stream)
    await client.setStreamMetadata(stream, { maxCount: 2, owner: 'me' })
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({
      maxCount: 2,
      owner: 'me',
      truncateBefore: 3,
    })
    expect(await revisions(client.readStream(stream))).toEqual([])
    await client.appendToStream(stream, events(3))
    expect(await revisions(client.readStream(stream))).toEqual([4, 5])
  })

  test('is refused at another revision, with both revisions', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(3))
    const error = await failure<WrongExpectedVersionError>(
      client.deleteStream(stream, { expectedRevision: 1n }),
    )
    expect(error).toBeInstanceOf(WrongExpectedVersionError)
    expect(error).toMatchObject({ streamName: stream, expectedVersion: 1n, actualVersion: 2n })
    await client.deleteStream(stream, { expectedRevision: 2n })
    expect(await failure(collect(client.readStream(stream)))).toBeInstanceOf(StreamNotFoundError)
  })

  test('leaves the events in $all', async () => {
    const { client } = running()
    const stream = streamName()
    const { position } = await client.appendToStream(stream, event())
    await client.deleteStream(stream)
    const [first] = await collect(client.readAll({ fromPosition: position ?? 'start', maxCount: 1 }))
    expect(first?.event?.streamId).toBe(stream)
  })
})

describe('a tombstone', () => {
  test('ends the stream for reads, appends, deletes and tombstones', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(3))
    const { position } = await client.tombstoneStream(stream)
    expect(position?.commit).toBeGreaterThan(0n)
    const after = [
      () => collect(client.readStream(stream)),
      () => collect(client.readStream(stream, { direction: BACKWARDS, fromRevision: END })),
      () => client.appendToStream(stream, event()),
      () => client.appendToStream(stream, event(), { expectedRevision: 2n }),
      () => client.deleteStream(stream),
      () => client.tombstoneStream(stream),
    ]
    for (const attempt of after) {
      const error = await failure<StreamDeletedError>(attempt())
      expect(error).toBeInstanceOf(StreamDeletedError)
      expect(error.streamName).toBe(stream)
    }
  })

  test('shows in $all as the last event of its stream', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, event())
    const { position } = await client.tombstoneStream(stream)
    const [last] = await collect(client.readAll({ fromPosition: position ?? 'start', maxCount: 1 }))
    expect(last?.event).toMatchObject({ streamId: stream, type: '$streamDeleted', revision: 2n ** 63n - 1n })
  })

  test('is refused at another revision, with both revisions', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(2))
    const wrong = await failure(client.tombstoneStream(stream, { expectedRevision: NO_STREAM }))
    expect(wrong).toBeInstanceOf(WrongExpectedVersionError)
    expect(wrong).toMatchObject({ expectedVersion: -1n, actualVersion: 1n })
    const ofMissing = await failure(client.tombstoneStream(streamName(), { expectedRevision: 3n }))
    expect(ofMissing).toMatchObject({ expectedVersion: 3n, actualVersion: 'no_stream' })
    await client.tombstoneStream(stream, { expectedRevision: 1n })
    expect(await failure(collect(client.readStream(stream)))).toBeInstanceOf(StreamDeletedError)
  })

  test('may stand on a stream that never was', async () => {
    const { client } = running()
    const stream = streamName()
    await client.tombstoneStream(stream, { expectedRevision: NO_STREAM })
    expect(await failure(collect(client.readStream(stream)))).toBeInstanceOf(StreamDeletedError)
  })
})

describe('stream metadata', () => {
  test('is read back as it was written, with the last one counting', async () => {
    const { client } = running()
    const stream = streamName()
    expect((await client.getStreamMetadata(stream)).metadata).toBeUndefined()
    await client.setStreamMetadata(stream, { maxCount: 7 })
    await client.setStreamMetadata(stream, { maxCount: 5, maxAge: 100, custom: { a: 1 } })
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({
      maxCount: 5,
      maxAge: 100,
      custom: { a: 1 },
    })
    expect(await revisions(client.readStream(`$$${stream}`))).toEqual([1])
  })

  test('takes expected revisions', async () => {
    const { client } = running()
    const stream = streamName()
    await client.setStreamMetadata(stream, { maxCount: 7 }, { expectedRevision: NO_STREAM })
    const again = client.setStreamMetadata(stream, { maxCount: 8 }, { expectedRevision: NO_STREAM })
    expect(await failure(again)).toBeInstanceOf(WrongExpectedVersionError)
  })

  test('maxCount leaves the last events, in both directions and at any start', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(10))
    await client.setStreamMetadata(stream, { maxCount: 3 })
    expect(await revisions(client.readStream(stream))).toEqual([7, 8, 9])
    expect(await revisions(client.readStream(stream, { fromRevision: 2n, maxCount: 2 }))).toEqual([7, 8])
    const backwards = { direction: BACKWARDS, fromRevision: END } as const
    expect(await revisions(client.readStream(stream, backwards))).toEqual([9, 8, 7])
    await client.appendToStream(stream, event())
    expect(await revisions(client.readStream(stream))).toEqual([8, 9, 10])
    await client.setStreamMetadata(stream, {})
    expect(await revisions(client.readStream(stream))).toHaveLength(11)
  })

  test('truncateBefore hides what comes before it', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(6))
    await client.setStreamMetadata(stream, { truncateBefore: 4 })
    expect(await revisions(client.readStream(stream))).toEqual([4, 5])
    await client.setStreamMetadata(stream, { truncateBefore: 100 })
    expect(await revisions(client.readStream(stream))).toEqual([])
    expect((await client.appendToStream(stream, event())).nextExpectedRevision).toBe(6n)
  })

  test('maxAge hides what is older', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(3))
    await client.setStreamMetadata(stream, { maxAge: 3_600 })
    expect(await revisions(client.readStream(stream))).toEqual([0, 1, 2])
    await client.setStreamMetadata(stream, { maxAge: 1 })
    const shown = async () => revisions(client.readStream(stream))
    let seen = await shown()
    while (seen.length > 0) seen = await shown()
    await client.appendToStream(stream, event())
    expect(await shown()).toEqual([3])
    expect(await revisions(client.readStream(stream, { direction: BACKWARDS, fromRevision: END }))).toEqual([
      3,
    ])
  })

  test('that is no metadata has no effect', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(3))
    await client.appendToStream(`$$${stream}`, event(['nonsense'] as never, '$metadata'))
    await client.appendToStream(`$$${stream}`, event({ $maxCount: 'two', $tb: -1 }, '$metadata'))
    expect(await revisions(client.readStream(stream))).toEqual([0, 1, 2])
  })
})
