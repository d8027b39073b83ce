import { START } from '@eventstore/db-client'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { afterAll, expect, test } from 'vitest'
import { limits } from '../src/limits.ts'
import { chunkField } from '../src/protocol/wire.ts'
import { event, events, ownEventStore, rawClient, streamName, until } from './support.ts'

const own = await ownEventStore()
afterAll(async () => {
  await own.stop()
  await own.remove()
})

const EVENT_BYTES = 20_000
const EVENTS = 2_000
/** One response, with what it has beside its data. */
const LARGEST_RESPONSE_BYTES = EVENT_BYTES + 1_000

test('subscribers that do not read cost bounded memory, and get everything once they read', async () => {
  const { store, client } = own
  const raw = rawClient(store)
  const calls = Array.from({ length: 5 }, () => raw.read(subscriptionToAll()))
  for (const call of calls) call.on('error', () => undefined)
  await until(() => store.stats().subscriptions === calls.length)

  let worst = { unsentBytes: 0, recentBytes: 0, pendingBytes: 0 }
  for (let i = 0; i < EVENTS; i += 20) {
    await client.appendToStream(
      'big',
      Array.from({ length: 20 }, () => event({ text: 'x'.repeat(EVENT_BYTES) })),
    )
    const now = store.stats()
    worst = {
      unsentBytes: Math.max(worst.unsentBytes, now.unsentBytes),
      recentBytes: Math.max(worst.recentBytes, now.recentBytes),
      pendingBytes: Math.max(worst.pendingBytes, now.pendingBytes),
    }
  }
  // 40 MB were appended, and 200 MB are still to be sent.
  expect(worst.unsentBytes).toBeGreaterThan(0)
  expect(worst.unsentBytes).toBeLessThanOrEqual(
    calls.length * (limits.maxUnsentBytes + LARGEST_RESPONSE_BYTES),
  )
  expect(worst.recentBytes).toBeLessThanOrEqual(limits.ringMaxBytes)
  expect(worst.pendingBytes).toBeLessThanOrEqual(limits.maxPendingBytes)

  const positions: number[] = []
  let caughtUp = 0
  calls[0]?.on('data', (answer: streams.ReadResp) => {
    if (answer.hasEvent()) positions.push(Number(answer.getEvent()?.getCommitPosition()))
    if (answer.hasCaughtUp()) caughtUp++
  })
  const last = store.stats().position
  await until(() => positions.at(-1) === last, 'the last event')
  expect(positions).toEqual(Array.from({ length: last + 1 }, (_, i) => i))
  expect(caughtUp).toBe(1)
  for (const call of calls) call.cancel()
  await until(() => store.stats().subscriptions === 0, 'subscriptions to end')
  raw.close()
})

test('a subscriber that falls behind the recent events goes on from the store without a gap', async () => {
  const { store, client } = own
  const stream = streamName()
  const seen: number[] = []
  const subscription = client.subscribeToStream(stream, { fromRevision: START })
  const total = (Math.ceil(limits.ringMaxEvents / 1_000) + 1) * 1_000
  for (let i = 0; i < total; i += 1_000) await client.appendToStream(stream, events(1_000))
  for await (const { event } of subscription) {
    seen.push(Number(event?.revision))
    if (seen.length >= total) break
  }
  expect(seen).toEqual(Array.from({ length: total }, (_, i) => i))
  await subscription.unsubscribe()
  await until(() => store.stats().subscriptions === 0, 'the subscription to end')
})

test('a thousand idle subscriptions are told of nothing that does not concern them', async () => {
  const { store, client } = own
  const raw = rawClient(store)
  let messages = 0
  const calls = Array.from({ length: 1_000 }, (_, i) => raw.read(subscriptionTo(`idle-${i}`)))
  for (const call of calls) call.on('data', () => messages++).on('error', () => undefined)
  // Confirmed and caught up.
  await until(() => messages === 2_000, 'all to be caught up')
  for (let i = 0; i < 20; i++) await client.appendToStream(streamName(), events(50))
  await client.appendToStream('idle-500', events(1))
  await until(() => messages > 2_000)
  expect(messages).toBe(2_001)
  expect(store.stats()).toMatchObject({ subscriptions: 1_000, unsentBytes: 0 })
  for (const call of calls) call.cancel()
  await until(() => store.stats().subscriptions === 0, 'subscriptions to end')
  raw.close()
})

const NONE = Buffer.alloc(0)
const SUBSCRIPTION = [chunkField(6, NONE), chunkField(8, NONE), chunkField(9, chunkField(2, NONE))]

function subscriptionToAll(): streams.ReadReq {
  const fromStart = chunkField(2, chunkField(2, NONE))
  return streams.ReadReq.deserializeBinary(chunkField(1, Buffer.concat([fromStart, ...SUBSCRIPTION])))
}

function subscriptionTo(stream: string): streams.ReadReq {
  const options = Buffer.concat([chunkField(1, chunkField(3, Buffer.from(stream))), chunkField(3, NONE)])
  return streams.ReadReq.deserializeBinary(
    chunkField(1, Buffer.concat([chunkField(1, options), ...SUBSCRIPTION])),
  )
}
