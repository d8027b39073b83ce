import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One part's state: `ready` says whether the service can do its work, the rest is for people and dashboards. */
export interface PartHealth {
  readonly ready: boolean
  readonly [detail: string]: unknown
}

export type HealthChecks = Readonly<Record<string, () => PartHealth>>

export interface HealthServer {
  readonly port: number
  stop(): Promise<void>
}

/**
 * `GET /live` answers 200 while the process runs; `GET /ready` 200 once every part is ready, else 503; both with
 * every part's state as JSON, so that whoever is paged sees which part waits for what.
 */
export async function serveHealth(
  host: string,
  port: number,
  checks: () => HealthChecks,
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const parts = Object.fromEntries(Object.entries(checks()).map(([name, check]) => [name, check()]))
    const ready = Object.values(parts).every((part) => part.ready)
    const path = request.url?.split('?')[0]
    const status = path === '/live' || ready ? 200 : 503
    const known = path === '/live' || path === '/ready'
    response.writeHead(known ? status : 404, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    response.end(
      JSON.stringify(known ? { ready, parts } : { error: 'ask for /live or /ready' }, bigintAsText),
    )
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const bigintAsText = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)
