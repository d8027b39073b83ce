import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Stack, type StackOptions, startStack } from '../src/index.ts'

/** A directory of this test's own, removed after it. */
export function temporaryDirectory(parent: string = tmpdir()): string {
  mkdirSync(parent, { recursive: true })
  const dir = mkdtempSync(join(parent, 'takt-infra-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** A stack that is stopped after the test, however it ends. */
export async function stackForTest(options: StackOptions): Promise<Stack> {
  const stack = await startStack({ env: withoutUrls(), ...options })
  onTestFinished(() => stack.stop())
  return stack
}

/** This environment, without servers given from outside. */
export function withoutUrls(): Record<string, string | undefined> {
  return { ...process.env, NATS_URL: undefined, DATABASE_URL: undefined, EVENTSTORE_URL: undefined }
}
