import { randomUUID } from 'node:crypto'
import { BACKWARDS, END, jsonEvent, START, StreamNotFoundError } from '@eventstore/db-client'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { describe, expect, test } from 'vitest'
import { chunkField, numberField } from '../src/protocol/wire.ts'
import {
  collect,
  event,
  events,
  failure,
  rawClient,
  revisions,
  streamName,
  useEventStore,
} from './support.ts'

const running = useEventStore()

async function streamOf(count: number): Promise<string> {
  const stream = streamName()
  await running().client.appendToStream(stream, events(count))
  return stream
}

describe('a stream', () => {
  test('is read forwards from its start, from a revision (included), and from its end', async () => {
    const { client } = running()
    const stream = await streamOf(5)
    const read = (fromRevision: bigint | 'start' | 'end') =>
      revisions(client.readStream(stream, { fromRevision }))
    expect(await read(START)).toEqual([0, 1, 2, 3, 4])
    expect(await read(2n)).toEqual([2, 3, 4])
    expect(await read(4n)).toEqual([4])
    expect(await read(5n)).toEqual([])
    expect(await read(2n ** 64n - 1n)).toEqual([])
    expect(await read(END)).toEqual([])
  })

  test('is read backwards from its end, from a revision (included), and from its start', async () => {
    const { client } = running()
    const stream = await streamOf(5)
    const read = (fromRevision: bigint | 'start' | 'end') =>
      revisions(client.readStream(stream, { fromRevision, direction: BACKWARDS }))
    expect(await read(END)).toEqual([4, 3, 2, 1, 0])
    expect(await read(2n)).toEqual([2, 1, 0])
    expect(await read(99n)).toEqual([4, 3, 2, 1, 0])
    expect(await read(START)).toEqual([0])
  })

  test('is read up to a limit', async () => {
    const { client } = running()
    const stream = await streamOf(5)
    expect(await revisions(client.readStream(stream, { maxCount: 2 }))).toEqual([0, 1])
    expect(await revisions(client.readStream(stream, { maxCount: 2, fromRevision: 4n }))).toEqual([4])
    const backwards = { maxCount: 3, direction: BACKWARDS, fromRevision: END } as const
    expect(await revisions(client.readStream(stream, backwards))).toEqual([4, 3, 2])
  })

  test('of many pages comes whole and in order, in both directions', async () => {
    const { client } = running()
    const stream = streamName()
    for (let i = 0; i < 3; i++) await client.appendToStream(stream, events(700))
    const ascending = Array.from({ length: 2_100 }, (_, i) => i)
    expect(await revisions(client.readStream(stream))).toEqual(ascending)
    const backwards = client.readStream(stream, { direction: BACKWARDS, fromRevision: END })
    expect(await revisions(backwards)).toEqual(ascending.reverse())
  })

  test('that lies between others in the log comes whole', async () => {
    const { client } = running()
    const [a, b] = [streamName(), streamName()]
    for (let i = 0; i < 60; i++) {
      await Promise.all([client.appendToStream(a, events(3)), client.appendToStream(b, events(2))])
    }
    expect(await revisions(client.readStream(a))).toEqual(Array.from({ length: 180 }, (_, i) => i))
    expect(await revisions(client.readStream(b))).toEqual(Array.from({ length: 120 }, (_, i) => i))
  })

  test('that is missing is answered by a message that the client turns into its error', async () => {
    const { client } = running()
    const stream = streamName()
    const error = await failure<StreamNotFoundError>(collect(client.readStream(stream)))
    expect(error).toBeInstanceOf(StreamNotFoundError)
    expect(String(error.streamName)).toBe(stream)
  })
})

describe('$all', () => {
  test('holds every event once, in the order of positions, and begins with a system event', async () => {
    const { client } = running()
    const stream = await streamOf(3)
    const all = await collect(client.readAll())
    const positions = all.map((one) => one.event?.position.commit ?? -1n)
    expect(positions).toEqual([...positions].sort((a, b) => Number(a - b)))
    expect(new Set(positions).size).toBe(positions.length)
    expect(all[0]?.event?.type.startsWith('$')).toBe(true)
    expect(all.filter((one) => one.event?.streamId === stream)).toHaveLength(3)
  })

  test('is read from a position, forwards with it and backwards without it', async () => {
    const { client } = running()
    const stream = streamName()
    const first = await client.appendToStream(stream, event())
    const second = await client.appendToStream(stream, event())
    const [from, to] = [first.position, second.position]
    if (!from || !to) throw new Error('the appends were answered without a position')
    const forwards = await collect(client.readAll({ fromPosition: from }))
    expect(forwards.slice(0, 2).map((one) => one.event?.revision)).toEqual([0n, 1n])
    expect(forwards[0]?.event?.streamId).toBe(stream)
    const backwards = await collect(client.readAll({ fromPosition: to, direction: BACKWARDS, maxCount: 2 }))
    expect(backwards.map((one) => one.commitPosition)).toEqual([from.commit, from.commit - 1n])
    expect(backwards[0]?.event?.streamId).toBe(stream)
  })

  test('is read backwards page by page, each event once', async () => {
    const { client } = running()
    await streamOf(3)
    const whole = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END }))
    const paged: typeof whole = []
    while (paged.length <= whole.length) {
      const fromPosition = paged.at(-1)?.event?.position ?? END
      const page = await collect(client.readAll({ direction: BACKWARDS, fromPosition, maxCount: 100 }))
      if (page.length === 0) break
      paged.push(...page)
    }
    expect(paged.map((one) => one.event?.id)).toEqual(whole.map((one) => one.event?.id))
    expect(paged.at(-1)?.commitPosition).toBe(0n)
  })

  test('has nothing before its start', async () => {
    const { client } = running()
    expect(await collect(client.readAll({ direction: BACKWARDS, fromPosition: START }))).toEqual([])
  })

  test('is read backwards from the end, up to a limit, and from its end forwards with nothing', async () => {
    const { client } = running()
    const stream = await streamOf(4)
    const last = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 2 }))
    expect(last.map((one) => [one.event?.streamId, one.event?.revision])).toEqual([
      [stream, 3n],
      [stream, 2n],
    ])
    expect(await collect(client.readAll({ fromPosition: END }))).toEqual([])
    expect(await collect(client.readAll({ maxCount: 1 }))).toHaveLength(1)
  })

  test('from a position behind the end has nothing', async () => {
    const position = { commit: 10n ** 12n, prepare: 10n ** 12n }
    expect(await collect(running().client.readAll({ fromPosition: position }))).toEqual([])
  })
})

describe('links', () => {
  const link = (target: string) => jsonEvent({ type: '$>', data: target as never })

  test('are resolved on demand, and come beside the event they point to', async () => {
    const { client } = running()
    const [target, links] = [await streamOf(3), streamName('links')]
    await client.appendToStream(links, binaryLink(`1@${target}`))
    const [plain] = await collect(client.readStream(links))
    expect(plain?.event?.type).toBe('$>')
    expect(plain?.link).toBeUndefined()
    const [resolved] = await collect(client.readStream(links, { resolveLinkTos: true }))
    expect(resolved?.event).toMatchObject({ streamId: target, revision: 1n, data: { i: 1 } })
    expect(resolved?.link).toMatchObject({ streamId: links, revision: 0n, type: '$>' })
    const [last] = await collect(
      client.readAll({ resolveLinkTos: true, direction: BACKWARDS, fromPosition: END, maxCount: 1 }),
    )
    expect(last?.event?.streamId).toBe(target)
    expect(last?.link?.streamId).toBe(links)
  })

  test('to what is not there come without an event', async () => {
    const { client } = running()
    const [target, deleted, links] = [await streamOf(1), await streamOf(1), streamName('links')]
    await client.deleteStream(deleted)
    const targets = [`7@${target}`, `0@${streamName()}`, `0@${deleted}`, 'nonsense', '@', 'x@y']
    await client.appendToStream(links, targets.map(binaryLink))
    const resolved = await collect(client.readStream(links, { resolveLinkTos: true }))
    expect(resolved.map((one) => one.event)).toEqual(targets.map(() => undefined))
    expect(resolved.map((one) => one.link?.revision)).toEqual(targets.map((_, i) => BigInt(i)))
  })

  test('to a stream whose name has an @ are resolved', async () => {
    const { client } = running()
    const [target, links] = [`a@b@${randomUUID()}`, streamName('links')]
    await client.appendToStream(target, event())
    await client.appendToStream(links, binaryLink(`0@${target}`))
    const [resolved] = await collect(client.readStream(links, { resolveLinkTos: true }))
    expect(resolved?.event?.streamId).toBe(target)
  })

  /** A link as projections write it: its data is bare text. */
  function binaryLink(target: string) {
    return { ...link(target), contentType: 'application/octet-stream', data: Buffer.from(target) } as never
  }
})

describe('what other clients ask for', () => {
  test('ids come in their structured form', async () => {
    const stream = streamName()
    const written = event()
    await running().client.appendToStream(stream, written)
    const [answer] = await rawRead(stream, { structuredIds: true })
    const id = answer?.getEvent()?.getEvent()?.getId()
    const most = BigInt.asUintN(64, BigInt(id?.getStructured()?.getMostSignificantBits() ?? 0))
    const least = BigInt.asUintN(64, BigInt(id?.getStructured()?.getLeastSignificantBits() ?? 0))
    const hex = most.toString(16).padStart(16, '0') + least.toString(16).padStart(16, '0')
    expect(hex).toBe(written.id.replaceAll('-', ''))
    expect(answer?.getEvent()?.getEvent()?.getMetadataMap().get('type')).toBe('tested')
    expect(answer?.getEvent()?.getCommitPosition()).toBe(answer?.getEvent()?.getEvent()?.getCommitPosition())
  })

  test('a stream read ends with the last revision when the client understands that', async () => {
    const stream = await streamOf(3)
    const answers = await rawRead(stream, { compatibility: 1 })
    expect(answers).toHaveLength(4)
    expect(answers[3]?.getLastStreamPosition()).toBe('2')
    const without = await rawRead(stream, {})
    expect(without).toHaveLength(3)
  })

  test('a read that names nothing to read is refused', async () => {
    const raw = rawClient(running().store)
    const error = await failure<Error & { code?: number }>(drain(raw.read(new streams.ReadReq())))
    expect(error.code).toBe(3)
    raw.close()
  })

  async function rawRead(stream: string, options: { structuredIds?: boolean; compatibility?: number }) {
    const none = Buffer.alloc(0)
    const streamOptions = Buffer.concat([
      chunkField(1, chunkField(3, Buffer.from(stream))),
      chunkField(3, none),
    ])
    const bytes = Buffer.concat([
      chunkField(1, streamOptions),
      numberField(5, 1000),
      chunkField(8, none),
      chunkField(9, chunkField(options.structuredIds ? 1 : 2, none)),
      ...(options.compatibility ? [chunkField(10, numberField(1, options.compatibility))] : []),
    ])
    const raw = rawClient(running().store)
    const answers = await drain(raw.read(streams.ReadReq.deserializeBinary(chunkField(1, bytes))))
    raw.close()
    return answers
  }

  async function drain(call: AsyncIterable<streams.ReadResp>): Promise<streams.ReadResp[]> {
    const answers: streams.ReadResp[] = []
    for await (const answer of call) answers.push(answer)
    return answers
  }
})
