import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type NatsConnection, StorageType } from 'nats'
import type { Sql } from 'postgres'
import { closedLoop } from './load.ts'

/** JetStream: publish and acknowledgement, messages/s, 256 in flight. */
export async function publishFloor(nats: NatsConnection, messages = 20_000): Promise<number> {
  const manager = await nats.jetstreamManager()
  await manager.streams.add({ name: 'BENCH', subjects: ['bench.>'], storage: StorageType.File })
  const js = nats.jetstream()
  const body = new TextEncoder().encode('x'.repeat(200))
  const begun = performance.now()
  for (let i = 0; i < messages; i += 256)
    await Promise.all(Array.from({ length: 256 }, () => js.publish('bench.floor', body)))
  const perSecond = (messages / (performance.now() - begun)) * 1000
  await manager.streams.delete('BENCH')
  return perSecond
}

/** Postgres: set-based upserts of 500 rows, durable, rows/s. */
export async function upsertFloor(sql: Sql, batches = 60, size = 500): Promise<number> {
  await sql`create schema if not exists bench`
  await sql`create table if not exists bench.floor (key text primary key, quantity numeric not null)`
  const begun = performance.now()
  for (let b = 0; b < batches; b++) {
    const keys = Array.from({ length: size }, (_, i) => `key-${(b * 37 + i) % 5_000}`)
    await sql`
      insert into bench.floor as f (key, quantity) select k, 1 from unnest(${keys}::text[]) as k
      on conflict (key) do update set quantity = f.quantity + excluded.quantity`
  }
  const perSecond = ((batches * size) / (performance.now() - begun)) * 1000
  await sql`drop schema bench cascade`
  return perSecond
}

/** The same GraphQL server library answering a constant, requests/s. */
export async function yogaFloor(connections: number, durationMs: number): Promise<number> {
  const path = fileURLToPath(new URL('./bare-yoga.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', path], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [port] = (await once(child.stdout, 'data')) as [Buffer]
    const url = `http://127.0.0.1:${port.toString().trim()}/graphql`
    const body = JSON.stringify({ query: '{ hello }' })
    await closedLoop(url, () => body, { connections, durationMs: 1_000 })
    const { perSecond } = await closedLoop(url, () => body, { connections, durationMs })
    return perSecond
  } finally {
    child.kill('SIGTERM')
  }
}
