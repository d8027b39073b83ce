import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aggregate, canonicalJson, comparePositions, contentHash, derivedId } from '../src/index.ts'
import { encodeAppend } from '../src/log/append-request.ts'
import { decodeAnswer } from '../src/log/append-response.ts'
import { decodeRead } from '../src/log/read-response.ts'
import { Fill, Filled, shelf, shelfDecider } from './support/shelf.ts'

const newEvent = fc.record({
  id: fc.uuid(),
  type: fc.stringMatching(/^[a-z]{1,20}\.[A-Za-z]{1,120}\.v\d$/),
  data: fc.string({ unit: 'grapheme', maxLength: 300 }),
  metadata: fc.string({ maxLength: 300 }),
})

test('an append request holds, byte for byte of the protocol, what it was given', () => {
  const request = fc.record({
    correlationId: fc.uuid(),
    stream: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
    expected: fc.oneof(
      fc.constantFrom('none' as const, 'any' as const),
      fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    ),
    deadline: fc.date({ min: new Date('2001-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
    events: fc.array(newEvent, { minLength: 1, maxLength: 20 }),
  })
  fc.assert(
    fc.property(request, (given) => {
      const read = streams.BatchAppendReq.deserializeBinary(encodeAppend(given))
      const options = read.getOptions()
      const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString()
      expect(read.getCorrelationId()?.getString()).toBe(given.correlationId)
      expect(read.getIsFinal()).toBe(true)
      expect(text(options?.getStreamIdentifier()?.getStreamName_asU8())).toBe(given.stream)
      expect(options?.getDeadline()?.getSeconds()).toBe(Math.floor(given.deadline.getTime() / 1_000))
      expect(options?.hasNoStream()).toBe(given.expected === 'none')
      expect(options?.hasAny()).toBe(given.expected === 'any')
      if (typeof given.expected === 'number')
        expect(options?.getStreamPosition()).toBe(String(given.expected))
      const events = read.getProposedMessagesList().map((message) => ({
        id: message.getId()?.getString(),
        type: message.getMetadataMap().get('type'),
        data: text(message.getData_asU8()),
        metadata: text(message.getCustomMetadata_asU8()),
      }))
      expect(events).toEqual(given.events)
      for (const message of read.getProposedMessagesList())
        expect(message.getMetadataMap().get('content-type')).toBe('application/json')
    }),
  )
})

test('an answer is recognised however the server writes its UUID', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const bits = BigInt(`0x${id.replaceAll('-', '')}`)
      const structured = new shared.UUID.Structured()
      structured.setMostSignificantBits(String(BigInt.asIntN(64, bits >> 64n)))
      structured.setLeastSignificantBits(String(BigInt.asIntN(64, bits)))
      for (const uuid of [new shared.UUID().setString(id), new shared.UUID().setStructured(structured)]) {
        const success = new streams.BatchAppendResp.Success().setCurrentRevision('7')
        const answer = new streams.BatchAppendResp().setCorrelationId(uuid).setSuccess(success)
        expect(decodeAnswer(Buffer.from(answer.serializeBinary()))).toEqual({
          correlationId: id,
          result: { revision: 7, position: undefined },
        })
      }
    }),
  )
})

test('an event is read as the server wrote it', () => {
  const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)
  const stored = fc.record({
    id: fc.uuid(),
    stream: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
    revision: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    position: u64,
    type: fc.string({ minLength: 1 }),
    json: fc.boolean(),
    created: u64,
    metadata: fc.string({ unit: 'grapheme' }),
    data: fc.string({ unit: 'grapheme', maxLength: 400 }),
  })
  fc.assert(
    fc.property(stored, (event) => {
      const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
        .setId(new shared.UUID().setString(event.id))
        .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(event.stream)))
        .setStreamRevision(String(event.revision))
        .setPreparePosition(event.position)
        .setCommitPosition(event.position)
        .setCustomMetadata(Buffer.from(event.metadata))
        .setData(Buffer.from(event.data))
      recorded.getMetadataMap().set('type', event.type).set('created', event.created)
      recorded.getMetadataMap().set('content-type', `application/${event.json ? 'json' : 'octet-stream'}`)
      const read = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(event.position)
      expect(decode(new streams.ReadResp().setEvent(read))).toEqual({ kind: 'event', event })
    }),
  )
})

test('what a read is told beside events is told apart', () => {
  const checkpoint = new streams.ReadResp.Checkpoint().setCommitPosition('7').setPreparePosition('6')
  const at = new shared.AllStreamPosition().setCommitPosition('7').setPreparePosition('7')
  expect(decode(new streams.ReadResp().setCheckpoint(checkpoint))).toEqual({
    kind: 'checkpoint',
    position: '7',
  })
  expect(decode(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()))).toEqual({
    kind: 'caught-up',
  })
  expect(decode(new streams.ReadResp().setStreamNotFound(new streams.ReadResp.StreamNotFound()))).toEqual({
    kind: 'no-stream',
  })
  for (const other of [
    new streams.ReadResp().setConfirmation(
      new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('x'),
    ),
    new streams.ReadResp().setFellBehind(new streams.ReadResp.FellBehind()),
    new streams.ReadResp().setLastStreamPosition('3'),
    new streams.ReadResp().setLastAllStreamPosition(at),
  ])
    expect(decode(other)).toEqual({ kind: 'other' })
})

const decode = (response: streams.ReadResp) => decodeRead(Buffer.from(response.serializeBinary()))

test('two texts of the same content have one hash, other content another', () => {
  const one = { type: 'x.Y', data: { a: 1, b: { c: [1, { d: 'é', e: undefined }], f: null } } }
  const two = { type: 'x.Y', data: { b: { f: null, c: [1, { d: 'é' }] }, a: 1 } }
  expect(contentHash(one)).toBe(contentHash(two))
  expect(contentHash(one)).toMatch(/^[0-9a-f]{32}$/)
  for (const other of [
    { ...one, type: 'x.Z' },
    { type: 'x.Y', data: { ...one.data, a: '1' } },
  ])
    expect(contentHash(other)).not.toBe(contentHash(one))
})

test('canonical JSON is JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('a derived id is a UUID of its parts', () => {
  expect(derivedId('a', 'b', 0)).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  )
  expect(derivedId('a', 'b', 0)).toBe(derivedId('a', 'b', 0))
  expect(derivedId('a', 'b', 0)).not.toBe(derivedId('a', 'b', 1))
})

test('positions compare as numbers of any size', () => {
  const position = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
  fc.assert(
    fc.property(position, position, (a, b) => {
      expect(Math.sign(comparePositions(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0)
    }),
  )
})

test('the shape of snapshots changes with evolve, the first state, the event versions and by declaration', () => {
  const shapes = [
    shelf(),
    shelf({ shape: '2' }),
    shelf({ decider: { ...shelfDecider, evolve: (state) => state } }),
    shelf({ decider: { ...shelfDecider, initialState: () => ({ pieces: 1, notes: [] }) } }),
    aggregate({
      context: 'inventory',
      name: 'shelf',
      handles: [Fill],
      events: [Filled],
      id: () => 'A',
      decider: {
        initialState: shelfDecider.initialState,
        evolve: shelfDecider.evolve,
        decide: (_, { data }) => [Filled.create(data)],
      },
    }),
  ].map(({ shape }) => shape)
  expect(new Set(shapes).size).toBe(shapes.length)
  expect(shelf().shape).toBe(shelf().shape)
})
