import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Stack, startStack } from '@takt/infra-local'
import { afterAll } from 'vitest'

const withoutUrls = {
  ...process.env,
  NATS_URL: undefined,
  DATABASE_URL: undefined,
  EVENTSTORE_URL: undefined,
}

/** Real servers for one file of tests. */
export async function serversForFile(...need: ('eventStore' | 'postgres')[]): Promise<Stack> {
  const dir = mkdtempSync(join(tmpdir(), 'takt-event-sourcing-'))
  const stack = await startStack({ dir, need, env: withoutUrls })
  afterAll(async () => {
    await stack.stop()
    rmSync(dir, { recursive: true, force: true })
  })
  return stack
}
