import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Stack, type StackOptions, startStack } from '@takt/infra-local'
import postgres, { type Sql } from 'postgres'
import { afterAll, onTestFinished } from 'vitest'

/** Real servers for one file of tests. */
export async function stackForFile(need: NonNullable<StackOptions['need']>): Promise<Stack> {
  const dir = mkdtempSync(join(tmpdir(), 'takt-projections-'))
  const env = { ...process.env, NATS_URL: undefined, DATABASE_URL: undefined, EVENTSTORE_URL: undefined }
  const stack = await startStack({ dir, need, env })
  afterAll(async () => {
    await stack.stop()
    rmSync(dir, { recursive: true, force: true })
  })
  return stack
}

/** A client that ends with the test. */
export function client(url: string, options: postgres.Options<Record<string, never>> = {}): Sql {
  const sql = postgres(url, { max: 4, onnotice: () => {}, ...options })
  onTestFinished(() => sql.end({ timeout: 1 }))
  return sql
}

let databases = 0
/** An empty database of the test's own. */
export const emptyDatabase = (stack: Stack) =>
  stack.postgres.createDatabase(`probe_${process.pid}_${++databases}`)
