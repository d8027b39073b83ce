import { accessSync, constants, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './paths.ts'

/** What `--fresh` removes. Everything else in a data directory (ports, cache, demo runs) stays. */
const dataEntries = [
  'postgres',
  'postgres.new',
  'nats',
  'event-store',
  'logs',
  'secrets.json',
  'demo-day.json',
]

export function makeDataDirectory(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o755 })
    accessSync(dir, constants.W_OK)
  } catch (error) {
    throw new Error(
      `the data directory ${dir} cannot be written (${(error as Error).message}): choose another one`,
    )
  }
}

export function removeData(dir: string): void {
  for (const entry of dataEntries) rmSync(join(dir, entry), { recursive: true, force: true })
}

/** Where what can be made again is kept, shared by all data directories of a repository its user may write. */
export function cacheDirectory(dir: string): string {
  const shared = join(repositoryRoot, '.takt', 'cache')
  try {
    mkdirSync(shared, { recursive: true, mode: 0o755 })
    accessSync(shared, constants.W_OK)
    return shared
  } catch {
    const own = join(dir, 'cache')
    mkdirSync(own, { recursive: true, mode: 0o755 })
    return own
  }
}
