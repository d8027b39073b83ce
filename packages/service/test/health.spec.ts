import { afterEach, expect, test } from 'vitest'
import { type HealthServer, type PartHealth, serveHealth } from '../src/health.ts'

let server: HealthServer | undefined
afterEach(() => server?.stop())

async function ask(path: string, parts: Record<string, () => PartHealth>) {
  server = await serveHealth('127.0.0.1', 0, () => parts)
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`)
  return { status: response.status, body: await response.json() }
}

const ready = () => ({ ready: true })
const waiting = () => ({ ready: false, waiting: 'Postgres', depth: 12n })

test('a service is ready once all of its parts are', async () => {
  expect(await ask('/ready', { lanes: ready, projection: ready })).toEqual({
    status: 200,
    body: { ready: true, parts: { lanes: { ready: true }, projection: { ready: true } } },
  })
})

test('a part that is not ready holds the service back, and says what it waits for', async () => {
  expect(await ask('/ready?full', { lanes: ready, projection: waiting })).toEqual({
    status: 503,
    body: {
      ready: false,
      parts: { lanes: { ready: true }, projection: { ready: false, waiting: 'Postgres', depth: '12' } },
    },
  })
})

test('a process lives while it waits: nobody must start it anew for that', async () => {
  expect(await ask('/live', { projection: waiting })).toMatchObject({ status: 200, body: { ready: false } })
})

test('another path is told which ones there are', async () => {
  expect(await ask('/healthz', {})).toEqual({ status: 404, body: { error: 'ask for /live or /ready' } })
})
