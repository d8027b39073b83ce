import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identify, isAlive, type ProcessIdentity } from './identity.ts'
import { type ChildRecord, goneWithin, stopInOrder } from './stop-in-order.ts'
import { sweep } from './sweep.ts'

/** What is running on a data directory: at once the lock, the list a second start shows, and the watchdog's orders. */
export interface RunRecord {
  readonly runId: string
  readonly launcher: ProcessIdentity
  readonly since: string
  readonly watchdog?: ProcessIdentity
  /** Where to go, without credentials. */
  readonly endpoints: Readonly<Record<string, string>>
  readonly children: readonly ChildRecord[]
}

export interface RunFile {
  readonly record: RunRecord
  update(change: Partial<Omit<RunRecord, 'runId' | 'launcher' | 'since'>>): void
  release(): void
}

/** Thrown when a live launcher holds the directory. `record` says who, since when and where. */
export class AlreadyRunningError extends Error {
  override readonly name = 'AlreadyRunningError'
  readonly code = 'already-running'
  readonly record: RunRecord
  constructor(dir: string, record: RunRecord) {
    const where = Object.entries(record.endpoints).map(([name, url]) => `  ${name.padEnd(16)}${url}`)
    const state = where.length === 0 ? ['  (it is still starting)'] : where
    super(
      [
        `Takt is already running on ${dir}: process ${record.launcher.pid}, since ${record.since}.`,
        ...state,
        `Stop it with Ctrl-C where it runs or with "kill ${record.launcher.pid}", or start another one with --dir.`,
      ].join('\n'),
    )
    this.record = record
  }
}

const waitForWatchdogMs = 60_000

/** Takes the directory's lock, or throws {@link AlreadyRunningError}. What a crashed run left behind is stopped first. */
export async function acquireRunFile(dir: string, log: (line: string) => void): Promise<RunFile> {
  const path = runFilePath(dir)
  const launcher = identify(process.pid)
  if (launcher === undefined) throw new Error('cannot read the start time of this process: is /proc mounted?')
  const record: RunRecord = {
    runId: randomUUID(),
    launcher,
    since: new Date().toISOString(),
    endpoints: {},
    children: [],
  }
  while (!createExclusively(path, record)) {
    const held = readRunRecord(dir)
    if (held === undefined) continue
    if (isAlive(held.launcher)) throw new AlreadyRunningError(dir, held)
    await clearAfterCrash(dir, held, log)
  }
  return runFile(path, record)
}

export const runFilePath = (dir: string): string => join(dir, 'run.json')

/** The record on disk, or undefined when nothing runs (or a lock nobody can read was left behind). */
export function readRunRecord(dir: string): RunRecord | undefined {
  let text: string
  try {
    text = readFileSync(runFilePath(dir), 'utf8')
  } catch {
    return undefined
  }
  try {
    return JSON.parse(text) as RunRecord
  } catch {
    // Written by link or rename, it is never torn, except by a power loss: then nothing of it runs any more.
    rmSync(runFilePath(dir), { force: true })
    return undefined
  }
}

function runFile(path: string, first: RunRecord): RunFile {
  let record = first
  let released = false
  return {
    get record() {
      return record
    },
    update(change) {
      record = { ...record, ...change }
      if (released) return
      const next = `${path}.next`
      writeFileSync(next, JSON.stringify(record, undefined, 2), { mode: 0o600 })
      renameSync(next, path)
    },
    release() {
      released = true
      removeIfOf(path, record.runId)
    },
  }
}

function createExclusively(path: string, record: RunRecord): boolean {
  const draft = `${path}.${record.runId}`
  writeFileSync(draft, JSON.stringify(record, undefined, 2), { mode: 0o600 })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

async function clearAfterCrash(dir: string, held: RunRecord, log: (line: string) => void): Promise<void> {
  log(
    `an earlier run (process ${held.launcher.pid}, since ${held.since}) ended without stopping; cleaning up after it`,
  )
  if (held.watchdog !== undefined) await goneWithin(held.watchdog, waitForWatchdogMs)
  await stopInOrder(held.children)
  await sweep(held.runId)
  removeIfOf(runFilePath(dir), held.runId)
}

/** Removes the lock unless another run has taken it meanwhile: moved aside first, looked at, put back if not ours. */
export function removeIfOf(path: string, runId: string): void {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  try {
    if ((JSON.parse(readFileSync(aside, 'utf8')) as RunRecord).runId !== runId) linkSync(aside, path)
  } finally {
    rmSync(aside, { force: true })
  }
}
