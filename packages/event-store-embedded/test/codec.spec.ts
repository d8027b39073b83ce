import { randomUUID } from 'node:crypto'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExpectedRevision } from '../src/engine/expected-revision.ts'
import { readAppendOptions } from '../src/protocol/append-options.ts'
import { readBatchAppendChunk, readEvents } from '../src/protocol/append-requests.ts'
import { appendResponse, batchAppendResponse, batchWrongRevision } from '../src/protocol/append-responses.ts'
import { eventResponse } from '../src/protocol/read-responses.ts'
import { parseUuid, uuidText } from '../src/protocol/uuid.ts'
import { encodeRecord, readRecord, StoredEvent, TOMBSTONE_REVISION } from '../src/storage/record.ts'

/* Our own reading and writing of messages, held against the generated code that clients use. */

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
const u48 = fc.maxSafeNat().map((n) => n % 2 ** 47)
const proposal = fc.record({
  id: fc.uuid(),
  type: text,
  contentType: fc.constantFrom('application/json', 'application/octet-stream'),
  metadata: bytes,
  data: bytes,
})
type Proposal = typeof proposal extends fc.Arbitrary<infer P> ? P : never

function proposedMessage({ id, type, contentType, metadata, data }: Proposal) {
  const message = new streams.BatchAppendReq.ProposedMessage()
  const uuid = new shared.UUID()
  uuid.setString(id)
  message.setId(uuid)
  message.getMetadataMap().set('content-type', contentType)
  message.getMetadataMap().set('type', type)
  message.setCustomMetadata(metadata)
  message.setData(data)
  return message
}

function storedFrom(proposal: Proposal, place: { stream: string; revision: number; position: number }) {
  const [event] = readEvents([Buffer.from(proposedMessage(proposal).serializeBinary())])
  if (!event) throw new Error('unreadable')
  const record = encodeRecord(event, {
    ...place,
    stream: Buffer.from(place.stream),
    streamNumber: 7,
    createdMs: 1_700_000_000_123,
  })
  return { record, stored: new StoredEvent(record) }
}

const placed = fc.record({ stream: text, revision: u48, position: u48 })

describe('an event that is written and read', () => {
  test('comes back as it was proposed, in the generated message and in our own view', () => {
    fc.assert(
      fc.property(proposal, placed, (proposed, place) => {
        const { record, stored } = storedFrom(proposed, place)
        const read = streams.ReadResp.deserializeBinary(stored.response).getEvent()
        const event = read?.getEvent()
        expect(read?.getCommitPosition()).toBe(String(place.position))
        expect(event?.getId()?.getString()).toBe(proposed.id)
        expect(Buffer.from(event?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()).toBe(
          place.stream,
        )
        expect(event?.getStreamRevision()).toBe(String(place.revision))
        expect(event?.getCommitPosition()).toBe(String(place.position))
        expect(event?.getPreparePosition()).toBe(String(place.position))
        expect(event?.getMetadataMap().get('type')).toBe(proposed.type)
        expect(event?.getMetadataMap().get('content-type')).toBe(proposed.contentType)
        expect(event?.getMetadataMap().get('created')).toBe('17000000001230000')
        expect(Buffer.from(event?.getData_asU8() ?? [])).toEqual(proposed.data)
        expect(Buffer.from(event?.getCustomMetadata_asU8() ?? [])).toEqual(proposed.metadata)

        const { position, revision, streamNumber, createdMs } = stored
        expect({ position, revision, streamNumber, createdMs }).toEqual({
          position: place.position,
          revision: place.revision,
          streamNumber: 7,
          createdMs: 1_700_000_000_123,
        })
        expect(stored.streamName).toBe(place.stream)
        expect(stored.type).toBe(proposed.type)
        expect(stored.data).toEqual(proposed.data)
        expect(stored.isJson).toBe(proposed.contentType === 'application/json')
        expect(readRecord(record, place.position)?.revision).toBe(place.revision)
        expect(readRecord(record, place.position + 1)).toBeUndefined()
      }),
    )
  })

  test('comes with its link and with structured ids where that is asked for', () => {
    fc.assert(
      fc.property(proposal, placed, proposal, placed, (one, place, other, otherPlace) => {
        const { stored: event } = storedFrom(one, place)
        const { stored: link } = storedFrom(other, otherPlace)
        const read = streams.ReadResp.deserializeBinary(eventResponse({ event, link }, true)).getEvent()
        expect(structured(read?.getEvent()?.getId())).toBe(one.id)
        expect(structured(read?.getLink()?.getId())).toBe(other.id)
        expect(Buffer.from(read?.getEvent()?.getData_asU8() ?? [])).toEqual(one.data)
        expect(read?.getLink()?.getStreamRevision()).toBe(String(otherPlace.revision))
        expect(read?.getCommitPosition()).toBe(String(otherPlace.position))
      }),
    )
  })

  test('is not taken for itself when any bit of it is flipped', () => {
    fc.assert(
      fc.property(proposal, placed, fc.nat(), fc.nat(7), (proposed, place, at, bit) => {
        const { record } = storedFrom(proposed, place)
        const index = at % record.length
        record[index] = (record[index] ?? 0) ^ (1 << bit)
        expect(readRecord(record, place.position)).toBeUndefined()
      }),
    )
  })

  test('has the largest revision when it is a tombstone', () => {
    const [sample] = fc.sample(proposal, 1)
    const { stored } = storedFrom(sample as Proposal, {
      stream: 's',
      revision: TOMBSTONE_REVISION,
      position: 3,
    })
    const event = streams.ReadResp.deserializeBinary(stored.response).getEvent()?.getEvent()
    expect(event?.getStreamRevision()).toBe('9223372036854775807')
  })
})

describe('a batch append request', () => {
  test('is read as the generated code writes it', () => {
    fc.assert(
      fc.property(
        fc.array(proposal, { maxLength: 5 }),
        fc.boolean(),
        fc.uuid(),
        (proposals, isFinal, correlation) => {
          const request = new streams.BatchAppendReq()
          const id = new shared.UUID()
          id.setString(correlation)
          request.setCorrelationId(id)
          request.setIsFinal(isFinal)
          request.setProposedMessagesList(proposals.map(proposedMessage))
          const chunk = readBatchAppendChunk(Buffer.from(request.serializeBinary()))
          expect(chunk.isFinal).toBe(isFinal)
          expect(chunk.options).toBeUndefined()
          const read = readEvents(chunk.events)
          expect(
            read.map((event) => [uuidText(event.id), event.type.toString(), event.contentType.toString()]),
          ).toEqual(proposals.map((one) => [one.id, one.type, one.contentType]))
          expect(read.map((event) => [event.data, event.metadata])).toEqual(
            proposals.map((one) => [one.data, one.metadata]),
          )
        },
      ),
    )
  })

  test('may have structured ids', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const wanted = parseUuid(Buffer.from(id)) as Buffer
        const structuredId = new shared.UUID.Structured()
        structuredId.setMostSignificantBits(wanted.readBigInt64BE(0).toString())
        structuredId.setLeastSignificantBits(wanted.readBigInt64BE(8).toString())
        const message = proposedMessage({ ...(fc.sample(proposal, 1)[0] as Proposal), id: randomUUID() })
        const uuid = new shared.UUID()
        uuid.setStructured(structuredId)
        message.setId(uuid)
        expect(readEvents([Buffer.from(message.serializeBinary())])[0]?.id).toEqual(wanted)
      }),
    )
  })

  test('carries any expected revision', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), text, (revision, stream) => {
        const options = new streams.BatchAppendReq.Options()
        const identifier = new shared.StreamIdentifier()
        identifier.setStreamName(Buffer.from(stream))
        options.setStreamIdentifier(identifier)
        options.setStreamPosition(revision.toString())
        const read = readAppendOptions(Buffer.from(options.serializeBinary()), 0)
        expect(read.expected).toEqual({ kind: 'revision', revision })
        expect(read.stream?.toString()).toBe(stream)
        expect(read.deadlineMs).toBe(Number.POSITIVE_INFINITY)
      }),
    )
  })

  test('that is cut inside a field is refused', () => {
    fc.assert(
      fc.property(proposal, fc.nat(), (proposed, cut) => {
        const request = new streams.BatchAppendReq()
        request.addProposedMessages(proposedMessage(proposed))
        const whole = Buffer.from(request.serializeBinary())
        // All of the request is one field.
        const length = 1 + (cut % (whole.length - 1))
        expect(() => readBatchAppendChunk(whole.subarray(0, length))).toThrow('malformed message')
      }),
    )
  })
})

describe('an answer to an append', () => {
  const expectations: ExpectedRevision[] = [
    { kind: 'any' },
    { kind: 'no-stream' },
    { kind: 'stream-exists' },
    { kind: 'revision', revision: 2n ** 64n - 1n },
  ]

  test.each(expectations)('names the current and the expected revision ($kind)', (expected) => {
    for (const current of [-1, 0, 2 ** 40]) {
      const classic = streams.AppendResp.deserializeBinary(
        appendResponse({ kind: 'wrong-revision', current }, expected),
      ).getWrongExpectedVersion()
      expect(classic?.hasCurrentNoStream()).toBe(current < 0)
      expect(classic?.hasCurrentRevision()).toBe(current >= 0)
      if (current >= 0) expect(classic?.getCurrentRevision()).toBe(String(current))
      expect(classic?.hasExpectedAny()).toBe(expected.kind === 'any')
      expect(classic?.hasExpectedNoStream()).toBe(expected.kind === 'no-stream')
      expect(classic?.hasExpectedStreamExists()).toBe(expected.kind === 'stream-exists')
      if (expected.kind === 'revision') expect(classic?.getExpectedRevision()).toBe(String(expected.revision))

      const id = Buffer.from(new shared.UUID().setString('x').serializeBinary())
      const answer = batchAppendResponse(id, Buffer.from('s'), batchWrongRevision(current, expected))
      const error = streams.BatchAppendResp.deserializeBinary(answer).getError()
      const details = error
        ?.getDetails()
        ?.unpack(shared.WrongExpectedVersion.deserializeBinary, 'event_store.client.WrongExpectedVersion')
      expect(details?.hasCurrentNoStream()).toBe(current < 0)
      expect(details?.hasExpectedAny()).toBe(expected.kind === 'any')
      expect(details?.hasExpectedNoStream()).toBe(expected.kind === 'no-stream')
      expect(details?.hasExpectedStreamExists()).toBe(expected.kind === 'stream-exists')
      expect(details?.hasExpectedStreamPosition()).toBe(expected.kind === 'revision')
    }
  })
})

function structured(id: shared.UUID | undefined): string {
  const half = (bits: string | undefined) =>
    BigInt.asUintN(64, BigInt(bits ?? 0))
      .toString(16)
      .padStart(16, '0')
  const hex =
    half(id?.getStructured()?.getMostSignificantBits()) + half(id?.getStructured()?.getLeastSignificantBits())
  return uuidText(Buffer.from(hex, 'hex'))
}
