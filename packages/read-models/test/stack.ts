import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Stack, startStack } from '@takt/infra-local'
import postgres, { type Sql } from 'postgres'
import { afterAll, onTestFinished } from 'vitest'

/** A real Postgres for one file of tests. */
export async function postgresForFile(): Promise<Stack> {
  const dir = mkdtempSync(join(tmpdir(), 'takt-read-models-'))
  const stack = await startStack({
    dir,
    need: ['postgres'],
    env: { ...process.env, DATABASE_URL: undefined },
  })
  afterAll(async () => {
    await stack.stop()
    rmSync(dir, { recursive: true, force: true })
  })
  return stack
}

/** A client that ends with the test. */
export function client(url: string): Sql {
  const sql = postgres(url, { max: 2, onnotice: () => {} })
  onTestFinished(() => sql.end({ timeout: 1 }))
  return sql
}

let databases = 0
/** An empty database of the test's own. */
export async function emptyDatabase(stack: Stack) {
  const urls = await stack.postgres.createDatabase(`models_${process.pid}_${++databases}`)
  return { ...urls, sql: client(urls.serviceUrl), reader: client(urls.readerUrl) }
}
