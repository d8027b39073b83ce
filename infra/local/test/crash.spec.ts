import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { nodeArguments } from '../src/paths.ts'
import { isFree } from '../src/ports.ts'
import { isAlive } from '../src/process/identity.ts'
import { type RunRecord, readRunRecord } from '../src/process/run-file.ts'
import { markedPids } from '../src/process/sweep.ts'
import { natsClient, sqlClient } from './clients.ts'
import { stackForTest, temporaryDirectory, withoutUrls } from './temporary.ts'
import { until } from './until.ts'

interface Launched {
  readonly child: ChildProcess
  readonly record: RunRecord
  readonly watchdogPid: number
  readonly env: Record<string, string>
}

const program = fileURLToPath(new URL('./programs/stack-launcher.ts', import.meta.url))

async function launcher(dir: string): Promise<Launched> {
  const child = spawn(process.execPath, [...nodeArguments(), program, dir], {
    env: withoutUrls(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const line of createInterface(child.stdout as NodeJS.ReadableStream)) {
    return { child, ...(JSON.parse(line) as Omit<Launched, 'child'>) }
  }
  throw new Error('the launcher said nothing')
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve))

async function nothingIsLeft({ record, env }: Launched): Promise<void> {
  await until('no process of the run is left', () => markedPids(record.runId).length === 0)
  // A process that is ending has lost its environment, and so its mark, a moment before it is gone.
  await until('its servers are gone', () => !record.children.some(({ identity }) => isAlive(identity)))
  for (const url of [env['NATS_URL'], env['DATABASE_URL'], env['EVENTSTORE_URL']]) {
    const port = Number(new URL(url as string).port)
    await until(`port ${port} is free`, () => isFree(port))
  }
}

describe('after a SIGKILL of the launcher', () => {
  test('no process, no open port and no lock is left', async () => {
    const dir = temporaryDirectory()
    const launched = await launcher(dir)
    expect(launched.record.children).toHaveLength(3)
    launched.child.kill('SIGKILL')
    await nothingIsLeft(launched)
    await until('the watchdog has gone', () => readRunRecord(dir) === undefined)
  })

  test('nothing is left either when its data directory was deleted before', async () => {
    const dir = temporaryDirectory()
    const launched = await launcher(dir)
    rmSync(dir, { recursive: true })
    launched.child.kill('SIGKILL')
    await nothingIsLeft(launched)
  })

  test('a start that comes at once waits for the cleaning up and finds its data', async () => {
    const dir = temporaryDirectory()
    const launched = await launcher(dir)
    await sqlClient(launched.env['DATABASE_URL'] as string)`CREATE TABLE kept AS SELECT 1 AS one`
    launched.child.kill('SIGKILL')
    await ended(launched.child)
    const stack = await stackForTest({ dir })
    expect(stack.env).toEqual(launched.env)
    expect(await sqlClient(stack.postgres.readerUrl)`SELECT one FROM kept`).toEqual([{ one: 1 }])
  })

  test('the next start cleans up when the watchdog was killed as well', async () => {
    const dir = temporaryDirectory()
    const launched = await launcher(dir)
    process.kill(launched.watchdogPid, 'SIGKILL')
    launched.child.kill('SIGKILL')
    await ended(launched.child)
    const lines: string[] = []
    const stack = await stackForTest({ dir, log: (line) => lines.push(line) })
    expect(lines[0]).toContain(`process ${launched.child.pid}`)
    expect(lines[0]).toContain('ended without stopping')
    expect(launched.record.children.filter(({ identity }) => isAlive(identity))).toEqual([])
    expect(stack.env).toEqual(launched.env)
    expect((await natsClient(stack.nats.url)).isClosed()).toBe(false)
  })

  test('a watchdog that was killed before has been replaced', async () => {
    const dir = temporaryDirectory()
    const launched = await launcher(dir)
    process.kill(launched.watchdogPid, 'SIGKILL')
    await until('another watchdog runs', () => {
      const now = readRunRecord(dir)?.watchdog
      return now !== undefined && now.pid !== launched.watchdogPid
    })
    launched.child.kill('SIGKILL')
    await nothingIsLeft(launched)
  })
})

describe('a stale lock', () => {
  test('whose process number belongs to another process by now is taken over', async () => {
    const dir = temporaryDirectory()
    const stale: RunRecord = {
      runId: 'of long ago',
      launcher: { pid: process.pid, startedAt: 'another time' },
      since: '2020-01-01T00:00:00.000Z',
      endpoints: {},
      children: [
        { name: 'nats', identity: { pid: process.pid, startedAt: 'another time' }, stage: 0, steps: [] },
      ],
    }
    writeFileSync(join(dir, 'run.json'), JSON.stringify(stale))
    const stack = await stackForTest({ dir, need: ['nats'] })
    expect(stack.processes).toHaveLength(1)
  })

  test('of Postgres, naming a process that is no Postgres, does not keep it from starting', async () => {
    const dir = temporaryDirectory()
    const stack = await stackForTest({ dir, need: ['postgres'] })
    await stack.stop()
    writeFileSync(join(dir, 'postgres', 'postmaster.pid'), `${process.pid}\n${dir}/postgres\n0\n5432\n\n\n`)
    const again = await stackForTest({ dir, need: ['postgres'] })
    expect(again.processes.map(({ name }) => name)).toEqual(['postgres'])
  })
})
