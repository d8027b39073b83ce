import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Platform, type Stack, startPlatform, startStack } from '@takt/infra-local'
import type { NatsConnection } from 'nats'
import postgres, { type Sql } from 'postgres'
import { type Api, api } from '../plant/graphql.ts'
import { outsider } from '../plant/publish.ts'

/** The whole of Takt on servers of its own, and the ways in that outsiders have. */
export interface Takt {
  readonly stack: Stack
  readonly platform: Platform
  readonly api: Api
  readonly nats: NatsConnection
  /** As analysts read. */
  readonly sql: Sql
  readonly dir: string
  stop(): Promise<void>
}

export async function startTakt(log: (line: string) => void = () => {}): Promise<Takt> {
  const dir = mkdtempSync(join(tmpdir(), 'takt-test-'))
  const stack = await startStack({ dir, log })
  try {
    const platform = await startPlatform({ stack, log })
    await platform.waitReady()
    const { endpoints } = platform
    const nats = await outsider(endpoints.nats)
    const sql = postgres(endpoints.postgresReader, { max: 4, onnotice: () => {} })
    return {
      stack,
      platform,
      api: api(endpoints.graphql),
      nats,
      sql,
      dir,
      async stop() {
        await nats.close()
        await sql.end({ timeout: 1 })
        await platform.stop()
        rmSync(dir, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await stack.stop()
    throw error
  }
}
