import { Agent, request } from 'node:http'

export interface LoadResult {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly requests: number
}

/** Closed loop over HTTP: `connections` callers, each sends its next request when the last is answered. Loopback only. */
export async function closedLoop(
  url: string,
  bodies: (i: number) => string,
  {
    connections,
    durationMs,
    percentile,
  }: { connections: number; durationMs: number; percentile: (s: number[], p: number) => number },
): Promise<LoadResult> {
  const { hostname, port, pathname } = new URL(url)
  if (hostname !== '127.0.0.1') throw new Error(`load goes to 127.0.0.1 only, not to ${hostname}`)
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const samples: number[] = []
  const begun = performance.now()
  const end = begun + durationMs
  let i = 0
  const once = (body: string) =>
    new Promise<void>((resolve, reject) => {
      const call = request(
        {
          agent,
          hostname,
          port,
          path: pathname,
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (chunk: string) => {
            text += chunk
          })
          response.on('end', () =>
            response.statusCode === 200 && !text.includes('"errors"')
              ? resolve()
              : reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 300)}`)),
          )
        },
      )
      call.on('error', reject)
      call.end(body)
    })
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const since = performance.now()
        await once(bodies(i++))
        samples.push(performance.now() - since)
      }
    }),
  )
  const elapsedMs = performance.now() - begun
  agent.destroy()
  return {
    perSecond: (samples.length / elapsedMs) * 1000,
    p50Ms: percentile(samples, 0.5),
    p99Ms: percentile(samples, 0.99),
    requests: samples.length,
  }
}
