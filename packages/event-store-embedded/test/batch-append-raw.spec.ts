import { randomUUID } from 'node:crypto'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { ClientDuplexStream } from '@grpc/grpc-js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../src/limits.ts'
import { chunkField, numberField } from '../src/protocol/wire.ts'
import { rawClient, revisions, type StreamsClient, streamName, until, useEventStore } from './support.ts'

const running = useEventStore()

let raw: StreamsClient
let call: ClientDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>
let answers: streams.BatchAppendResp[]

beforeEach(() => {
  raw = rawClient(running().store)
  answers = []
  call = raw.batchAppend()
  call.on('data', (answer) => answers.push(answer))
  call.on('error', () => undefined)
})

afterEach(() => {
  call.cancel()
  raw.close()
})

interface Chunk {
  readonly stream?: string
  readonly deadlineMs?: number
  readonly sizes?: number[]
  readonly final?: boolean
  readonly withoutType?: boolean
}

function send(
  id: string,
  { stream, deadlineMs, sizes = [], final = false, withoutType = false }: Chunk,
): void {
  const request = new streams.BatchAppendReq()
  const correlationId = new shared.UUID()
  correlationId.setString(id)
  request.setCorrelationId(correlationId)
  request.setIsFinal(final)
  if (stream !== undefined) request.setOptions(optionsOf(stream, deadlineMs))
  for (const size of sizes) request.addProposedMessages(proposed(size, withoutType))
  call.write(request)
}

function optionsOf(stream: string, deadlineMs: number | undefined) {
  const ANY = 4
  const DEADLINE = 6
  const parts = [chunkField(1, chunkField(3, Buffer.from(stream))), chunkField(ANY, Buffer.alloc(0))]
  if (deadlineMs !== undefined) parts.push(chunkField(DEADLINE, timestamp(Date.now() + deadlineMs)))
  return streams.BatchAppendReq.Options.deserializeBinary(Buffer.concat(parts))
}

function timestamp(ms: number): Buffer {
  return Buffer.concat([numberField(1, Math.floor(ms / 1000)), numberField(2, (ms % 1000) * 1e6)])
}

function proposed(size: number, withoutType: boolean) {
  const message = new streams.BatchAppendReq.ProposedMessage()
  const id = new shared.UUID()
  id.setString(randomUUID())
  message.setId(id)
  if (!withoutType) message.getMetadataMap().set('type', 'raw')
  message.getMetadataMap().set('content-type', 'application/octet-stream')
  message.setData(new Uint8Array(size))
  return message
}

/** What an answer says: the type of its error, or the revision. */
function said(answer: streams.BatchAppendResp | undefined): string {
  if (!answer) return 'nothing'
  if (answer.hasSuccess()) return `revision ${answer.getSuccess()?.getCurrentRevision()}`
  return answer.getError()?.getDetails()?.getTypeName().replace('event_store.client.', '') ?? 'no details'
}

function answersTo(id: string): string[] {
  return answers.filter((answer) => answer.getCorrelationId()?.getString() === id).map(said)
}

/** Appends once more on the same call: whatever was to come before it has come. */
async function settle(): Promise<void> {
  const id = randomUUID()
  send(id, { stream: streamName(), sizes: [1], final: true })
  await until(() => answersTo(id).length > 0, 'an answer')
}

describe('a logical append in several chunks', () => {
  test('is appended as one, with options in the first chunk only', async () => {
    const [id, stream] = [randomUUID(), streamName()]
    send(id, { stream, sizes: [10, 10] })
    send(id, { sizes: [10] })
    await settle()
    expect(answersTo(id)).toEqual([])
    expect(await found(stream)).toBe('nothing')
    send(id, { sizes: [10], final: true })
    await settle()
    expect(answersTo(id)).toEqual(['revision 3'])
    expect(await revisions(running().client.readStream(stream))).toEqual([0, 1, 2, 3])
  })

  test('may interleave with others on the same call', async () => {
    const ids = Array.from({ length: 20 }, () => randomUUID())
    const stream = streamName()
    for (const id of ids) send(id, { stream: `${stream}-${id}`, sizes: [5] })
    for (const id of [...ids].reverse()) send(id, { sizes: [5], final: true })
    await settle()
    for (const id of ids) expect(answersTo(id)).toEqual(['revision 1'])
  })

  test('answers with the correlation id and the stream as they were sent', async () => {
    const [id, stream] = [randomUUID().toUpperCase(), streamName()]
    send(id, { stream, sizes: [1], final: true })
    send(id, { stream, sizes: [limits.maxAppendSizeBytes], final: true })
    await settle()
    const own = answers.filter((answer) => answer.getCorrelationId()?.getString() === id)
    expect(own.map(said).sort()).toEqual(['MaximumAppendSizeExceeded', 'revision 0'])
    for (const answer of own)
      expect(Buffer.from(answer.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()).toBe(stream)
  })
})

describe('an append that fails before its last chunk', () => {
  test('is answered once, and its later chunks are ignored', async () => {
    const [id, stream] = [randomUUID(), streamName()]
    send(id, { stream, sizes: [limits.maxAppendSizeBytes] })
    send(id, { sizes: [limits.maxAppendSizeBytes] })
    send(id, { stream, sizes: [1] })
    send(id, { sizes: [1], final: true })
    await settle()
    expect(answersTo(id)).toEqual(['MaximumAppendSizeExceeded'])
    expect(await found(stream)).toBe('nothing')
  })

  test('leaves its id free for a new append after its last chunk', async () => {
    const [id, stream] = [randomUUID(), streamName()]
    send(id, { stream, sizes: [limits.maxAppendSizeBytes] })
    send(id, { sizes: [1], final: true })
    send(id, { stream, sizes: [1], final: true })
    await settle()
    expect(answersTo(id)).toEqual(['MaximumAppendSizeExceeded', 'revision 0'])
  })

  test('leaves its id free when its only chunk was its last', async () => {
    const [id, stream] = [randomUUID(), streamName()]
    send(id, { stream, sizes: [limits.maxAppendSizeBytes + 1], final: true })
    send(id, { stream, sizes: [1], final: true })
    await settle()
    expect(answersTo(id)).toEqual(['MaximumAppendSizeExceeded', 'revision 0'])
  })

  test('a chunk without options for an append that never began is ignored', async () => {
    const id = randomUUID()
    send(id, { sizes: [1], final: true })
    await settle()
    expect(answersTo(id)).toEqual([])
  })
})

describe('the deadline', () => {
  test('is looked at before the size', async () => {
    const [id, stream] = [randomUUID(), streamName()]
    send(id, { stream, deadlineMs: -1, sizes: [limits.maxAppendSizeBytes + 1] })
    send(id, { sizes: [1], final: true })
    await settle()
    expect(answersTo(id)).toEqual(['Timeout'])
    expect(await found(stream)).toBe('nothing')
  })

  test('is looked at with every chunk', async () => {
    const [id, stream] = [randomUUID(), streamName()]
    send(id, { stream, deadlineMs: 60, sizes: [1] })
    await until(() => answersTo(id).length > 0, 'the deadline')
    send(id, { sizes: [1], final: true })
    await settle()
    expect(answersTo(id)).toEqual(['Timeout'])
    expect(await found(stream)).toBe('nothing')
  })

  test('of an append that came in time does not matter any more', async () => {
    const [id, stream] = [randomUUID(), streamName()]
    send(id, { stream, deadlineMs: 30_000, sizes: [1], final: true })
    await settle()
    expect(answersTo(id)).toEqual(['revision 0'])
  })
})

describe('a malformed append', () => {
  test('without a stream is refused', async () => {
    const id = randomUUID()
    send(id, { stream: '', sizes: [1], final: true })
    await settle()
    expect(answersTo(id)).toEqual(['BadRequest'])
  })

  test('with an event without a type is refused, the others of the call go on', async () => {
    const [id, stream] = [randomUUID(), streamName()]
    send(id, { stream, sizes: [1], withoutType: true })
    send(id, { sizes: [1], final: true })
    await settle()
    expect(answersTo(id)).toEqual(['BadRequest'])
    expect(await found(stream)).toBe('nothing')
  })
})

test('more open appends than the limit are refused with the limit', async () => {
  for (let i = 0; i < limits.maxOpenAppendsPerCall; i++) send(`open-${i}`, { stream: 'open', sizes: [] })
  send('one-more', { stream: 'open', sizes: [] })
  await settle()
  expect(answersTo('one-more')).toEqual(['BadRequest'])
  const [answer] = answers.filter((one) => one.getCorrelationId()?.getString() === 'one-more')
  expect(answer?.getError()?.getMessage()).toContain(`${limits.maxOpenAppendsPerCall}`)
})

test('every append of a call that the client has closed is answered before the call ends', async () => {
  const stream = streamName()
  const ids = Array.from({ length: 200 }, () => randomUUID())
  const ended = new Promise((resolve) => call.on('end', resolve))
  for (const id of ids) send(id, { stream, sizes: [100], final: true })
  call.end()
  await ended
  for (const id of ids) expect(answersTo(id)).toHaveLength(1)
  expect(await revisions(running().client.readStream(stream))).toHaveLength(200)
})

async function found(stream: string): Promise<string> {
  return revisions(running().client.readStream(stream)).then(
    (all) => `${all.length} events`,
    (error) => (error.type === 'stream-not-found' ? 'nothing' : String(error)),
  )
}
