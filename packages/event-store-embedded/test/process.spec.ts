import { rm } from 'node:fs/promises'
import { EventStoreDBClient, UnavailableError } from '@eventstore/db-client'
import { status } from '@grpc/grpc-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StoreUnusable, startEventStore } from '../src/index.ts'
import { endProcess, run, startProcess } from './process.ts'
import { connect, event, failure, revisions, streamName, temporaryDirectory, until } from './support.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await temporaryDirectory()
})
afterAll(() => rm(dataDir, { recursive: true }))

describe('the command line', () => {
  test('explains itself', async () => {
    const { code, out } = await run(['--help'])
    expect(code).toBe(0)
    expect(out).toContain('--data-dir')
  })

  test.each([
    [['--port', '1'], '--data-dir is required'],
    [['--data-dir', 'x', '--port', 'many'], "--port must be 0 to 65535, not 'many'"],
    [['--data-dir', 'x', '--speed', '1'], '--speed'],
  ])('refuses %j with code 2 and the reason', async (args, reason) => {
    const { code, err } = await run(args)
    expect(code).toBe(2)
    expect(err).toContain(reason)
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'stops on %s with code 0 and keeps what was appended',
    async (signal) => {
      const first = await startProcess(dataDir)
      const stream = streamName()
      const client = connect(first.url)
      await client.appendToStream(stream, event())
      const subscription = client.subscribeToAll()
      const ended = failure(new Promise((_, reject) => subscription.on('error', reject)))
      subscription.on('data', () => undefined)
      expect(await endProcess(first, signal)).toBe(0)
      expect(await ended).toBeInstanceOf(UnavailableError)
      await client.dispose()

      const second = await startProcess(dataDir)
      const again = connect(second.url)
      expect(await revisions(again.readStream(stream))).toEqual([0])
      await again.dispose()
      expect(await endProcess(second, signal)).toBe(0)
    },
  )

  test('a second server on the same directory is refused with code 3, and the first goes on', async () => {
    const first = await startProcess(dataDir)
    const { code, err } = await run(['--data-dir', dataDir, '--port', '0'])
    expect(code).toBe(3)
    expect(err).toContain('is in use by another event store')
    const inProcess = await failure(startEventStore({ dataDir }))
    expect(inProcess).toBeInstanceOf(StoreUnusable)
    const client = connect(first.url)
    expect((await client.appendToStream(streamName(), event())).success).toBe(true)
    await client.dispose()
    await endProcess(first, 'SIGTERM')
  })

  test('a port in use is named', async () => {
    const first = await startProcess(dataDir)
    const port = new URL(first.url.replace('esdb', 'http')).port
    const other = await temporaryDirectory()
    const { code, err } = await run(['--data-dir', other, '--port', port])
    expect(code).toBe(1)
    expect(err).toContain(`cannot listen on 127.0.0.1:${port}`)
    await rm(other, { recursive: true })
    await endProcess(first, 'SIGTERM')
  })
})

describe('a client', () => {
  test('finds the server by discovery', async () => {
    const server = await startProcess(dataDir)
    const { port } = new URL(server.url.replace('esdb', 'http'))
    const client = EventStoreDBClient.connectionString(`esdb+discover://127.0.0.1:${port}?tls=false`)
    expect((await client.appendToStream(streamName(), event())).success).toBe(true)
    await client.dispose()
    await endProcess(server, 'SIGTERM')
  })

  test('is told clearly what the server does not do', async () => {
    const server = await startProcess(dataDir)
    const client = connect(server.url)
    const users = await failure<Error & { code?: number }>(client.getProjectionStatus('any'))
    expect(users.code).toBe(status.UNIMPLEMENTED)
    const subscriptions = await failure(client.createPersistentSubscriptionToAll('group', {} as never))
    expect(subscriptions.message).toMatch(/requires server version|does not implement/)
    await client.dispose()
    await endProcess(server, 'SIGTERM')
  })

  test('can append again after the server was killed and came back on its port', async () => {
    const first = await startProcess(dataDir)
    const { port } = new URL(first.url.replace('esdb', 'http'))
    const client = connect(first.url)
    const stream = streamName()
    await client.appendToStream(stream, event())
    await endProcess(first, 'SIGKILL')
    const second = await startProcess(dataDir, '--port', port)
    await until(() =>
      client.appendToStream(stream, event()).then(
        () => true,
        () => false,
      ),
    )
    expect((await revisions(client.readStream(stream))).length).toBeGreaterThanOrEqual(2)
    await client.dispose()
    await endProcess(second, 'SIGTERM')
  })
})

test('an embedded server takes a free port, tells its url, and leaves nothing open when it stops', async () => {
  const own = await temporaryDirectory()
  const store = await startEventStore({ dataDir: own })
  expect(store.url).toBe(`esdb://127.0.0.1:${store.port}?tls=false`)
  const client = connect(store.url)
  await client.appendToStream(streamName(), event())
  await client.dispose()
  await store.stop()
  const again = await startEventStore({ dataDir: own })
  expect(again.recovered).toEqual({
    tornTail: undefined,
    damagedEvents: [],
    indexRebuilt: undefined,
    reindexedEvents: 0,
  })
  await again.stop()
  await rm(own, { recursive: true })
})
