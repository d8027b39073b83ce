import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServerName, type Stack, startStack } from '@takt/infra-local'
import { afterAll, beforeAll } from 'vitest'

/** Real servers for one spec file, on data of their own; stopped and removed afterwards. */
export function useStack(...need: readonly ServerName[]): { readonly stack: Stack } {
  let stack: Stack | undefined
  let dir: string | undefined
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'takt-messaging-'))
    const env = { PATH: process.env['PATH'] }
    stack = await startStack({ dir, need, env })
  })
  afterAll(async () => {
    await stack?.stop()
    if (dir) rmSync(dir, { recursive: true, force: true })
  })
  return {
    get stack() {
      if (!stack) throw new Error('the stack has not started')
      return stack
    },
  }
}
