import { chmodSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { masked } from '../secrets.ts'

/** Where Takt can be reached, with credentials. Written to `<dir>/endpoints.json`, for its owner only. */
export interface Endpoints {
  readonly graphql: string
  readonly nats: string
  readonly eventStore: string
  /** The role that writes. */
  readonly postgres: string
  /** The role that only reads: for people and their tools. */
  readonly postgresReader: string
}

export const endpointsPath = (dir: string): string => join(dir, 'endpoints.json')

export function writeEndpoints(dir: string, endpoints: Endpoints): void {
  const path = endpointsPath(dir)
  writeFileSync(`${path}.next`, `${JSON.stringify(endpoints, undefined, 2)}\n`, { mode: 0o600 })
  chmodSync(`${path}.next`, 0o600)
  renameSync(`${path}.next`, path)
}

export function maskedEndpoints(endpoints: Endpoints): Endpoints {
  const entries = Object.entries(endpoints).map(([name, url]) => [name, masked(url as string)])
  return Object.fromEntries(entries) as Endpoints
}
