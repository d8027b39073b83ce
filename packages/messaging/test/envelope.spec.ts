import type { RawMessage } from '@takt/event-sourcing'
import { expect, test } from 'vitest'
import { readEnvelope } from '../src/envelope/envelope.ts'
import { type MessageRead, readMessage } from '../src/envelope/read-message.ts'
import { indexContracts } from '../src/index.ts'
import { shelfContracts } from './support/shelf.ts'

const NOW = '2026-03-02T10:00:00.000Z'
const contracts = indexContracts(shelfContracts)
const SUBJECT = 'in.P1.inventory.shelf-fill-reported.v1'
const DATA = { shelf: 'S1', pieces: 3 }
const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

const raw = (body: unknown, headers: Record<string, string> = {}, subject = SUBJECT): RawMessage => ({
  subject,
  headers,
  body:
    typeof body === 'string'
      ? Buffer.from(body)
      : body instanceof Uint8Array
        ? body
        : Buffer.from(JSON.stringify(body)),
})
const read = (message: RawMessage, arrivedAt?: string) =>
  readMessage(message, { contracts, now: NOW, ...(arrivedAt ? { arrivedAt } : {}) })
const taken = (message: MessageRead) => {
  if (!message.ok) throw new Error(`refused: ${JSON.stringify(message.refusal)}`)
  return message.incoming
}
const refused = (message: MessageRead) => {
  if (message.ok) throw new Error('it was taken')
  return message.refusal
}
const withId = (headers: Record<string, string> = {}) => ({ 'Nats-Msg-Id': 'm1', ...headers })

test('plain JSON with a message id is taken: a PLC gateway can do no more', () => {
  const incoming = taken(read(raw(DATA, withId())))
  expect(incoming).toMatchObject({
    id: 'm1',
    plant: 'P1',
    message: { type: 'inventory.ShelfFillReported', data: DATA },
    meta: { source: 'unknown', actor: 'unknown', occurredAt: NOW, correlationId: 'm1' },
  })
  expect(incoming.hash).toMatch(/^[0-9a-f]{32}$/)
})

test('a CloudEvent in structured mode is taken, by its content type and by its looks', () => {
  const event = {
    specversion: '1.0',
    id: 'ce1',
    source: 'mes',
    type: 'com.acme.filled',
    time: '2026-03-02T10:30:00+02:00',
    correlationid: 'chain-7',
    causationid: 'cause-6',
    actor: 'jane',
    traceparent: TRACE,
    data: DATA,
  }
  for (const headers of [{}, { 'Content-Type': 'application/cloudevents+json; charset=utf-8' }]) {
    expect(taken(read(raw(event, { ...headers, 'Nats-Msg-Id': 'other' })))).toMatchObject({
      id: 'ce1',
      message: { data: DATA },
      meta: {
        source: 'mes',
        actor: 'jane',
        occurredAt: '2026-03-02T08:30:00.000Z',
        correlationId: 'chain-7',
        causationId: 'cause-6',
        traceparent: TRACE,
      },
    })
  }
  const base64 = {
    ...event,
    data: undefined,
    data_base64: Buffer.from(JSON.stringify(DATA)).toString('base64'),
  }
  expect(taken(read(raw(base64))).message.data).toEqual(DATA)
})

test('a CloudEvent in binary mode is taken, whatever the case of its headers, and decoded', () => {
  const incoming = taken(
    read(
      raw(DATA, {
        'CE-Id': 'ce%202',
        'ce-source': 'wms%2Fs%C3%BCd',
        'ce-specversion': '1.0',
        'ce-time': '2026-03-02T08:00:00.123456Z',
        'ce-correlationid': 'c%25',
        traceparent: TRACE,
      }),
    ),
  )
  expect(incoming.id).toBe('ce 2')
  expect(incoming.meta).toMatchObject({
    source: 'wms/süd',
    occurredAt: '2026-03-02T08:00:00.123Z',
    correlationId: 'c%',
    traceparent: TRACE,
  })
})

test('data of a domain that has fields like an envelope is not taken for one', () => {
  const read = readEnvelope(raw({ specversion: '1.0', shelf: 'S1' }, withId()), NOW)
  expect(read).toMatchObject({ ok: true, envelope: { id: 'm1', data: { shelf: 'S1' } } })
})

test('the same content has the same hash however it is written, other content another', () => {
  const hashOf = (body: unknown, headers = withId()) => taken(read(raw(body, headers))).hash
  expect(hashOf('{"pieces":3,"shelf":"S1"}')).toBe(hashOf(DATA, { 'Nats-Msg-Id': 'else' }))
  expect(hashOf({ ...DATA, unknown: 1 })).toBe(hashOf(DATA))
  expect(hashOf({ ...DATA, pieces: 4 })).not.toBe(hashOf(DATA))
})

test('without an id a message is refused, and keeps what could be read of it', () => {
  expect(read(raw(DATA, { 'ce-source': 'plc' }))).toMatchObject({
    ok: false,
    refusal: { code: 'no-message-id' },
    source: 'plc',
    data: DATA,
  })
})

test('what is not JSON is refused with what is wrong with it', () => {
  for (const [body, says] of [
    ['{"shelf": ', 'not JSON'],
    ['', 'empty'],
    [Uint8Array.of(0xff, 0xfe, 0x00), 'not UTF-8'],
    [`${'['.repeat(200)}${']'.repeat(200)}`, 'deeper than 64'],
  ] as const) {
    const refusal = refused(read(raw(body, withId())))
    expect(refusal.code).toBe('not-json')
    expect(refusal.sentence).toContain(says)
  }
  expect(read(raw('<xml/>', withId()))).toMatchObject({ ok: false, id: 'm1' })
})

test('a fault in the data is refused with its path', () => {
  const refusal = refused(read(raw({ shelf: 'S1', pieces: -1 }, withId())))
  expect(refusal.code).toBe('invalid')
  expect(refusal.problems).toMatchObject([{ path: 'pieces' }])
  expect(refusal.sentence).toMatch(/^inventory\.ShelfFillReported: pieces /)
})

test('subjects that name nothing known are refused with what is known', () => {
  const codes = (subject: string) => refused(read(raw(DATA, withId(), subject)))
  expect(codes('in.P1.inventory.shelf-eaten.v1').code).toBe('unknown-message')
  expect(codes('in.P1.inventory.shelf-fill-reported').code).toBe('unknown-message')
  expect(codes('in.=FF.inventory.shelf-fill-reported.v1').code).toBe('unknown-message')
  expect(codes('in.P1.inventory.shelf-fill-reported.v9')).toMatchObject({
    code: 'unknown-version',
    sentence: expect.stringContaining('versions known here are 1 to 1'),
  })
})

test('an event is not taken as a request, nor from outside what services only send each other', () => {
  expect(refused(read(raw(DATA, withId(), 'in.P1.inventory.shelf-filled.v1'))).code).toBe('unknown-message')
  expect(refused(read(raw(DATA, withId(), 'in.P1.inventory.count-shelf.v1'))).code).toBe('unknown-message')
  expect(taken(read(raw(DATA, withId(), 'cmd.P1.inventory.count-shelf.v1'))).message.data).toEqual(DATA)
})

test('the plant comes from the subject, whatever characters its name has', () => {
  expect(taken(read(raw(DATA, withId(), 'in.Werk=20S=C3=BCd.inventory.shelf-fill-reported.v1'))).plant).toBe(
    'Werk Süd',
  )
})

test('no digit of a number is lost before a contract has seen it', () => {
  const dataOf = (json: string) => {
    const read = readEnvelope(raw(json, withId()), NOW)
    return read.ok ? read.envelope.data : read
  }
  expect(dataOf('{"a":1.0000000000000000001,"b":1.5000000000000000000,"c":[-12345678901234567890]}')).toEqual(
    {
      a: '1.0000000000000000001',
      b: 1.5,
      c: ['-12345678901234567890'],
    },
  )
  expect(dataOf('{"n":"urn:epc:1234567890123456789.5 \\" 98765432109876543210","m":1e400}')).toEqual({
    n: 'urn:epc:1234567890123456789.5 " 98765432109876543210',
    m: '1e400',
  })
  expect(dataOf('{"gtin":"04012345000009","x":0.1,"y":1e-7,"z":123456789012345}')).toEqual({
    gtin: '04012345000009',
    x: 0.1,
    y: 1e-7,
    z: 123456789012345,
  })
})

test('a time that is none, or far ahead, is refused; a clock a little ahead counts as ours', () => {
  const at = (time: string, arrivedAt?: string) =>
    read(raw(DATA, { 'ce-id': 'm', 'ce-time': time }), arrivedAt)
  expect(refused(at('yesterday'))).toMatchObject({ code: 'invalid-envelope', problems: [{ path: 'time' }] })
  expect(refused(at('2026-03-02T10:00:00')).code).toBe('invalid-envelope')
  expect(refused(at('2027-01-01T00:00:00Z')).sentence).toContain('more than 24 h ahead')
  expect(taken(at('2026-03-02T10:05:00Z')).meta.occurredAt).toBe(NOW)
  expect(taken(at('1999-12-31T23:00:00-01:00')).meta.occurredAt).toBe('2000-01-01T00:00:00.000Z')
})

test('a message that says no time happened when it arrived, however late it is read', () => {
  expect(taken(read(raw(DATA, withId()), '2026-03-01T04:00:00.000Z')).meta.occurredAt).toBe(
    '2026-03-01T04:00:00.000Z',
  )
})

test('a malformed traceparent and an unusable correlation id are left out, the message is taken', () => {
  const { meta } = taken(
    read(raw(DATA, withId({ traceparent: '00-0-0-00', 'ce-correlationid': 'x'.repeat(300) }))),
  )
  expect(meta.traceparent).toBeUndefined()
  expect(meta.correlationId).toBe('m1')
})

test('an envelope beyond its limits is refused, with the limit', () => {
  expect(refused(read(raw(DATA, { 'Nats-Msg-Id': 'x'.repeat(257) }))).sentence).toContain('at most 256')
  expect(refused(read(raw(DATA, { 'ce-id': 'a%00b' }))).sentence).toContain('control characters')
  expect(refused(read(raw(DATA, { 'ce-id': 'a', 'ce-specversion': '0.3' }))).code).toBe('invalid-envelope')
  const large = raw(`"${'x'.repeat(513 * 1024)}"`, withId())
  expect(refused(read(large))).toMatchObject({
    code: 'too-large',
    sentence: expect.stringContaining('524288'),
  })
})
