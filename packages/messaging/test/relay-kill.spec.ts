import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { NatsConnection } from 'nats'
import { afterEach, expect, test } from 'vitest'
import { connect, createRelay } from '../src/index.ts'
import { note, noteContracts, openLog } from './support/notes.ts'
import { random } from './support/random.ts'
import { byItem, readEvt } from './support/read-evt.ts'
import { useStack } from './support/stack.ts'
import { until } from './support/until.ts'

const servers = useStack('nats', 'eventStore')
const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

const SEED = Number(process.env['TAKT_SEED'] ?? 7)
const KILLS = Number(process.env['TAKT_KILLS'] ?? 6)
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)

async function lastNumber(connection: NatsConnection): Promise<number> {
  const manager = await connection.jetstreamManager({ checkAPI: false })
  return manager.streams.info('EVT_inventory').then(
    (info) => info.state.last_seq,
    () => 0,
  )
}

/** A relay process; `kill` ends it at once, whatever it is doing. */
async function relayProcess() {
  const child = fork(new URL('./support/relay-process.ts', import.meta.url), {
    env: { ...process.env, ...servers.stack.env },
    execArgv: ['--import', 'tsx'],
  })
  open.push(() => child.kill('SIGKILL'))
  await once(child, 'message')
  return {
    async kill() {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}

test('G6: a relay killed at any moment loses nothing, repeats nothing and keeps the order of each stream', async () => {
  const next = random(SEED)
  const log = openLog(servers.stack.eventStore.url)
  const connection = await connect({ url: servers.stack.nats.url, name: 'test' })
  open.push(
    () => log.close(),
    () => connection.close(),
  )
  const counts: Record<string, number> = { A: 0, B: 0, C: 0, D: 0 }
  const published = () => lastNumber(connection)
  let writing = true
  const writer = (async () => {
    while (writing) {
      // Enough ahead for a kill in the middle of batches, not so much that the end takes long.
      const ahead = Object.values(counts).reduce((sum, count) => sum + count, 0) - (await published())
      if (ahead > 3000) continue
      const item = 'ABCD'[Math.floor(next() * 4)] as string
      const count = 1 + Math.floor(next() * 40)
      await note(log, item, counts[item] as number, count)
      counts[item] = (counts[item] as number) + count
    }
  })()

  for (let kill = 0; kill < KILLS; kill++) {
    const relay = await relayProcess()
    const target = (await published()) + 1 + Math.floor(next() * 1500)
    await until(`event ${target} is published`, async () => (await published()) >= target)
    await relay.kill()
  }
  writing = false
  await writer
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  await relayProcess()
  await until(`all ${total} events are published`, async () => (await published()) >= total)
  const seen = byItem(await readEvt(connection, 'inventory'))
  expect(seen).toEqual(Object.fromEntries(Object.entries(counts).map(([item, count]) => [item, upTo(count)])))
})

test('G6: with the data of NATS gone, everything is relayed again from the log', async () => {
  const url = servers.stack.nats.url
  const log = openLog(servers.stack.eventStore.url)
  const relay = createRelay({ url, context: 'inventory', log, contracts: noteContracts })
  open.push(
    () => log.close(),
    () => relay.stop(),
  )
  await note(log, 'WIPED', 0, 30)
  await until(
    'the relay has caught up',
    () => relay.metrics.caughtUp && relay.metrics.depth === 0 && relay.metrics.sent >= 30,
  )
  const before = await connect({ url, name: 'test' })
  const history = (await readEvt(before, 'inventory')).map((event) => event.id)
  await before.close()

  await servers.stack.kill('nats')
  rmSync(join(servers.stack.run.dir, 'nats', 'jetstream'), { recursive: true })
  await servers.stack.start('nats')

  const after = await connect({ url, name: 'test' })
  open.push(() => after.close())
  await until('as many are there again', async () => (await lastNumber(after)) >= history.length)
  expect((await readEvt(after, 'inventory')).map((event) => event.id)).toEqual(history)
})
