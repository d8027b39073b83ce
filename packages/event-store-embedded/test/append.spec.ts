import { randomUUID } from 'node:crypto'
import {
  ANY,
  type AppendToStreamOptions,
  binaryEvent,
  EventStoreDBClient,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client'
import { describe, expect, test } from 'vitest'
import { collect, event, events, failure, revisions, streamName, useEventStore } from './support.ts'

const running = useEventStore()

/** The client appends over the batch call, unless credentials are given: then over the classic one. */
const paths: [string, AppendToStreamOptions][] = [
  ['batch append', {}],
  ['classic append', { credentials: { username: 'any', password: 'one' } }],
]

describe.each(paths)('%s', (_, path) => {
  test('answers with the revision and position of the last event', async () => {
    const { client } = running()
    const stream = streamName()
    const first = await client.appendToStream(stream, events(3), path)
    const second = await client.appendToStream(stream, event(), path)
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 2n })
    expect(second).toMatchObject({ success: true, nextExpectedRevision: 3n })
    const read = await collect(client.readStream(stream))
    expect(read.map((one) => one.event?.revision)).toEqual([0n, 1n, 2n, 3n])
    expect(read[2]?.event?.position).toEqual(first.position)
    expect(read[3]?.event?.position).toEqual(second.position)
  })

  test('keeps id, type, JSON and binary data, metadata and the time of an event', async () => {
    const { client } = running()
    const stream = streamName()
    const json = jsonEvent({
      type: 'späti',
      data: { größe: '1,5', n: [1, { a: null }] },
      metadata: { $x: 'ü' },
    })
    const binary = binaryEvent({
      type: 'raw',
      data: Buffer.from([0, 255, 10]),
      metadata: Buffer.from([1, 2, 255]),
    })
    const before = Date.now()
    await client.appendToStream(stream, [json, binary], path)
    const after = Date.now()
    const [first, second] = (await collect(client.readStream(stream))).map((one) => one.event)
    expect(first).toMatchObject({
      ...{ id: json.id, type: 'späti', data: json.data },
      metadata: { $x: 'ü' },
      isJson: true,
    })
    expect(second).toMatchObject({ id: binary.id, type: 'raw', isJson: false, streamId: stream })
    expect(Buffer.from(second?.data as Uint8Array)).toEqual(Buffer.from([0, 255, 10]))
    expect(Buffer.from(second?.metadata as Uint8Array)).toEqual(Buffer.from([1, 2, 255]))
    expect(first?.created.getTime()).toBeGreaterThanOrEqual(before)
    expect(first?.created.getTime()).toBeLessThanOrEqual(after)
  })

  test('any revision is always right', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, event(), { ...path, expectedRevision: ANY })
    const again = await client.appendToStream(stream, event(), { ...path, expectedRevision: ANY })
    expect(again.nextExpectedRevision).toBe(1n)
  })

  test('no stream is right once', async () => {
    const { client } = running()
    const stream = streamName()
    const options = { ...path, expectedRevision: NO_STREAM } as const
    await client.appendToStream(stream, events(2), options)
    const error = await failure<WrongExpectedVersionError>(client.appendToStream(stream, event(), options))
    expect(error).toBeInstanceOf(WrongExpectedVersionError)
    expect(error).toMatchObject({ streamName: stream, expectedVersion: NO_STREAM, actualVersion: 1n })
  })

  test('stream exists is wrong for a missing stream', async () => {
    const { client } = running()
    const stream = streamName()
    const options = { ...path, expectedRevision: STREAM_EXISTS } as const
    const error = await failure<WrongExpectedVersionError>(client.appendToStream(stream, event(), options))
    expect(error).toBeInstanceOf(WrongExpectedVersionError)
    expect(error).toMatchObject({ expectedVersion: STREAM_EXISTS, actualVersion: NO_STREAM })
    await client.appendToStream(stream, event(), path)
    expect((await client.appendToStream(stream, event(), options)).nextExpectedRevision).toBe(1n)
  })

  test('stream exists is right for a stream that only has metadata', async () => {
    const { client } = running()
    const stream = streamName()
    await client.setStreamMetadata(stream, { maxCount: 5 })
    const result = await client.appendToStream(stream, event(), { ...path, expectedRevision: STREAM_EXISTS })
    expect(result.nextExpectedRevision).toBe(0n)
  })

  test('a revision is right only when it is the last one', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(3), path)
    for (const wrong of [0n, 1n, 3n, 2n ** 63n, 2n ** 64n - 2n]) {
      const append = client.appendToStream(stream, event(), { ...path, expectedRevision: wrong })
      const error = await failure<WrongExpectedVersionError>(append)
      expect(error).toBeInstanceOf(WrongExpectedVersionError)
      expect(error).toMatchObject({ expectedVersion: wrong, actualVersion: 2n })
    }
    const right = await client.appendToStream(stream, event(), { ...path, expectedRevision: 2n })
    expect(right.nextExpectedRevision).toBe(3n)
  })

  test('a revision is wrong for a missing stream', async () => {
    const { client } = running()
    const append = client.appendToStream(streamName(), event(), { ...path, expectedRevision: 0n })
    expect(await failure(append)).toMatchObject({ expectedVersion: 0n, actualVersion: NO_STREAM })
  })

  test('one of many concurrent writers with the same expectation wins', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, event(), path)
    const writers = Array.from({ length: 20 }, () =>
      client.appendToStream(stream, events(2), { ...path, expectedRevision: 0n }).then(
        () => 'won',
        (error) => error.type,
      ),
    )
    const outcomes = await Promise.all(writers)
    expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'wrong-expected-version')).toHaveLength(19)
    expect(await revisions(client.readStream(stream))).toEqual([0, 1, 2])
  })

  test('a tombstoned stream takes nothing', async () => {
    const { client } = running()
    const stream = streamName()
    await client.tombstoneStream(stream)
    const error = await failure<StreamDeletedError>(client.appendToStream(stream, event(), path))
    expect(error).toBeInstanceOf(StreamDeletedError)
    expect(error.streamName).toBe(stream)
  })

  test('one megabyte is taken, a byte more is refused and nothing of it is stored', async () => {
    const { client } = running()
    const stream = streamName()
    const sized = (bytes: number) =>
      binaryEvent({ type: 'big', data: Buffer.alloc(bytes - 'big'.length * 2) })
    await client.appendToStream(stream, sized(1024 * 1024), path)
    const error = await failure<MaxAppendSizeExceededError>(
      client.appendToStream(stream, [sized(512 * 1024), sized(512 * 1024 + 1)], path),
    )
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError)
    expect(error.maxAppendSize).toBe(1024 * 1024)
    expect(await revisions(client.readStream(stream))).toEqual([0])
  })

  test('an append of many megabytes in several messages is refused once', async () => {
    const { client } = running()
    const stream = streamName()
    const big = Array.from({ length: 12 }, () => binaryEvent({ type: 'big', data: Buffer.alloc(700 * 1024) }))
    const append = client.appendToStream(stream, big, { ...path, batchAppendSize: 1024 * 1024 })
    expect(await failure(append)).toBeInstanceOf(MaxAppendSizeExceededError)
    // The same call still serves the next append.
    expect((await client.appendToStream(stream, event(), path)).nextExpectedRevision).toBe(0n)
  })

  test('the same events at the same expected revision answer as the first time', async () => {
    const { client } = running()
    const stream = streamName()
    const [a, b, c] = [events(2), events(3), events(1)]
    const first = await client.appendToStream(stream, a, { ...path, expectedRevision: NO_STREAM })
    const second = await client.appendToStream(stream, b, { ...path, expectedRevision: 1n })
    await client.appendToStream(stream, c, { ...path, expectedRevision: 4n })
    expect(await client.appendToStream(stream, a, { ...path, expectedRevision: NO_STREAM })).toEqual(first)
    expect(await client.appendToStream(stream, b, { ...path, expectedRevision: 1n })).toEqual(second)
    expect(await client.appendToStream(stream, b, { ...path, expectedRevision: ANY })).toEqual(second)
    expect(await client.appendToStream(stream, b, { ...path, expectedRevision: STREAM_EXISTS })).toEqual(
      second,
    )
    expect(await revisions(client.readStream(stream))).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('a partly repeated batch is refused', async () => {
    const { client } = running()
    const stream = streamName()
    const [a, b] = [event(), event()]
    await client.appendToStream(stream, [a, b], { ...path, expectedRevision: NO_STREAM })
    const partly: [(typeof a)[], AppendToStreamOptions['expectedRevision']][] = [
      [[a, event()], NO_STREAM],
      [[a, b, event()], NO_STREAM],
      [[a, event()], ANY],
      [[b, event()], 0n],
      [[b, a], NO_STREAM],
    ]
    for (const [batch, expectedRevision] of partly) {
      const error = await failure(
        client.appendToStream(stream, batch, { ...path, expectedRevision: expectedRevision ?? ANY }),
      )
      expect(error).toBeInstanceOf(WrongExpectedVersionError)
      expect(error).toMatchObject({ actualVersion: 1n })
    }
    expect(await revisions(client.readStream(stream))).toEqual([0, 1])
  })

  test('an id that the stream has twice is known at both revisions', async () => {
    const { client } = running()
    const stream = streamName()
    const twice = event()
    await client.appendToStream(stream, [twice, event(), twice], path)
    const again = await client.appendToStream(stream, twice, { ...path, expectedRevision: NO_STREAM })
    expect(again.nextExpectedRevision).toBe(0n)
    const last = await client.appendToStream(stream, twice, { ...path, expectedRevision: 1n })
    expect(last.nextExpectedRevision).toBe(2n)
  })

  test('the same id in another stream is another event', async () => {
    const { client } = running()
    const same = event()
    await client.appendToStream(streamName(), same, path)
    const result = await client.appendToStream(streamName(), same, path)
    expect(result.nextExpectedRevision).toBe(0n)
  })

  test('duplicates that are under way together have one effect', async () => {
    const { client } = running()
    const stream = streamName()
    const same = event()
    const results = await Promise.all(
      Array.from({ length: 30 }, () =>
        client.appendToStream(stream, same, { ...path, expectedRevision: ANY }),
      ),
    )
    expect(new Set(results.map(({ position }) => position?.commit)).size).toBe(1)
    expect(await revisions(client.readStream(stream))).toEqual([0])
  })

  test('an append without events checks the expected revision and writes nothing', async () => {
    const { client } = running()
    const stream = streamName()
    await client.appendToStream(stream, events(2), path)
    const result = await client.appendToStream(stream, [], { ...path, expectedRevision: 1n })
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 1n })
    const wrong = client.appendToStream(stream, [], { ...path, expectedRevision: 7n })
    expect(await failure(wrong)).toBeInstanceOf(WrongExpectedVersionError)
  })

  test('a failed append is a result where the client asks for that', async () => {
    const quiet = EventStoreDBClient.connectionString(`${running().store.url}&throwOnAppendFailure=false`)
    const stream = streamName()
    await quiet.appendToStream(stream, events(2), path)
    const result = await quiet.appendToStream(stream, event(), { ...path, expectedRevision: NO_STREAM })
    expect(result.success).toBe(false)
    await quiet.dispose()
  })

  test('names beyond ASCII are kept', async () => {
    const { client } = running()
    const stream = `über-größe-${randomUUID()}-猫`
    await client.appendToStream(stream, event(), path)
    expect((await collect(client.readStream(stream)))[0]?.event?.streamId).toBe(stream)
    const error = await failure(client.appendToStream(stream, event(), { ...path, expectedRevision: 9n }))
    expect(error).toMatchObject({ streamName: stream })
  })
})

test('a stream name beyond the limit is refused with the limit', async () => {
  const { client } = running()
  const long = 'x'.repeat(8 * 1024 + 1)
  const append = client.appendToStream(long, event(), { credentials: { username: 'a', password: 'b' } })
  expect((await failure(append)).message).toContain('the limit is 8192 bytes')
})
