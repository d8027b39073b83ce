import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bundleArguments, repositoryRoot } from '../paths.ts'
import { loopback } from '../ports.ts'
import { bundle } from '../process/bundle.ts'
import type { ServerKind } from '../server.ts'
import { stages } from '../stages.ts'

const require = createRequire(import.meta.url)
const entry = join(dirname(require.resolve('@takt/event-store-embedded')), 'main.ts')

export const eventStoreUrl = (port: number): string => `esdb://${loopback}:${port}?tls=false`

export function eventStoreServer(dir: string): ServerKind {
  const dataDirectory = join(dir, 'event-store')
  let program = entry
  return {
    name: 'eventStore',
    title: 'event-store-embedded of this repository',
    async prepare() {
      if (!existsSync(entry))
        throw new Error(`the embedded event store is missing: ${entry}. Is the checkout complete?`)
      mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
      program = (await bundle([entry])).get(entry) as string
    },
    spec(port) {
      return {
        name: 'event-store',
        command: process.execPath,
        args: [...bundleArguments(), program, '--data-dir', dataDirectory, '--port', String(port)],
        env: process.env,
        cwd: repositoryRoot,
        stage: stages.eventStore,
        steps: [{ signal: 'SIGTERM', waitMs: 10_000 }],
      }
    },
    async probe(_port, output) {
      if (!output().includes('event store ready esdb://')) throw new Error('it has not said that it is ready')
    },
  }
}
