import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { percentile } from './figure.ts'

export interface LoadResult {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly requests: number
}

/** One GraphQL endpoint on loopback, asked over at most so many kept connections. */
export interface Client {
  /** The answer's `data`; throws on any error. */
  ask(body: string): Promise<Record<string, unknown>>
  close(): void
}

export function connectTo(url: string, connections: number): Client {
  const { hostname, origin, pathname } = new URL(url)
  if (hostname !== '127.0.0.1') throw new Error(`load goes to 127.0.0.1 only, not to ${hostname}`)
  const pool = new Pool(origin, { connections })
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  return {
    ask: async (body) => {
      const response = await pool.request({ path: pathname, method: 'POST', headers, body })
      const text = await response.body.text()
      const { data, errors } = JSON.parse(text) as { data?: Record<string, unknown>; errors?: unknown }
      if (response.statusCode !== 200 || errors || !data)
        throw new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 300)}`)
      return data
    },
    close: () => void pool.destroy(),
  }
}

/** Closed loop: `connections` callers, each sends its next request when the last is answered. */
export async function closedLoop(
  url: string,
  body: (i: number) => string,
  { connections, durationMs }: { readonly connections: number; readonly durationMs: number },
): Promise<LoadResult> {
  const end = performance.now() + durationMs
  return callers(url, connections, body, () => performance.now() < end)
}

/** Closed loop until so many requests are answered; `answered` sees each answer. */
export async function closedLoopOf(
  url: string,
  body: (i: number) => string,
  {
    connections,
    requests,
    answered,
  }: {
    readonly connections: number
    readonly requests: number
    readonly answered?: (data: Record<string, unknown>) => void
  },
): Promise<LoadResult> {
  return callers(url, connections, body, (i) => i < requests, answered)
}

async function callers(
  url: string,
  connections: number,
  body: (i: number) => string,
  goOn: (i: number) => boolean,
  answered: (data: Record<string, unknown>) => void = () => {},
): Promise<LoadResult> {
  const client = connectTo(url, connections)
  const samples: number[] = []
  const begun = performance.now()
  let i = 0
  const call = async () => {
    while (goOn(i)) {
      const since = performance.now()
      answered(await client.ask(body(i++)))
      samples.push(performance.now() - since)
    }
  }
  await Promise.all(Array.from({ length: connections }, call))
  client.close()
  return result(samples, performance.now() - begun)
}

/** Open loop: requests go out on a clock, whatever becomes of those before; times count from when each was due. */
export async function openLoop(
  url: string,
  body: (i: number) => string,
  { perSecond, durationMs }: { readonly perSecond: number; readonly durationMs: number },
): Promise<LoadResult> {
  const client = connectTo(url, 256)
  const samples: number[] = []
  const total = Math.floor((perSecond * durationMs) / 1000)
  const begun = performance.now()
  const sent: Promise<void>[] = []
  for (let i = 0; i < total; ) {
    for (; i < total && (i * 1000) / perSecond <= performance.now() - begun; i++) {
      const due = begun + (i * 1000) / perSecond
      sent.push(
        client.ask(body(i)).then(() => {
          samples.push(performance.now() - due)
        }),
      )
    }
    await delay(1)
  }
  await Promise.all(sent)
  client.close()
  return result(samples, performance.now() - begun)
}

const result = (samples: readonly number[], elapsedMs: number): LoadResult => ({
  perSecond: (samples.length / elapsedMs) * 1000,
  p50Ms: percentile(samples, 0.5),
  p99Ms: percentile(samples, 0.99),
  requests: samples.length,
})
