import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createBackoff } from '../src/platform/backoff.ts'
import { lineIsWorthShowing } from '../src/platform/log-line.ts'
import { createReadinessLog } from '../src/platform/readiness-log.ts'
import { openPorts } from '../src/ports.ts'
import { identify, isAlive } from '../src/process/identity.ts'
import { stopInOrder } from '../src/process/stop-in-order.ts'
import { masked } from '../src/secrets.ts'
import { temporaryDirectory } from './temporary.ts'

describe('the pause before a restart', () => {
  test('doubles from 250 ms up to 10 s and begins anew after 30 healthy seconds', () => {
    const backoff = createBackoff()
    const pauses = [0, 0, 0, 0, 0, 0, 0, 29_999, 30_000, 0].map((healthyMs) => backoff.nextMs(healthyMs))
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 250, 500])
  })
})

describe('what the console shows of a log', () => {
  test.each([
    ['{"level":30,"msg":"fine"}', undefined],
    ['{"level":"info","msg":"fine"}', undefined],
    ['{"level":40,"msg":"late"}', 'WARN late'],
    [
      '{"level":"error","msg":"broken","error":"Error: disk full\\n at x"}',
      'ERROR broken (Error: disk full)',
    ],
    ['{"level":50,"msg":"broken","err":{"message":"disk full"}}', 'ERROR broken (disk full)'],
    ['SyntaxError: Unexpected token', 'SyntaxError: Unexpected token'],
    ['', undefined],
  ])('of %s it shows %s', (line, shown) => {
    expect(lineIsWorthShowing(line)).toBe(shown)
  })
})

describe('readiness', () => {
  test('is said once for each change', () => {
    const lines: string[] = []
    const seen = createReadinessLog('quality', (line) => lines.push(line.replace(/\d+ ms/, 'n ms')))
    const waiting = { state: 'waiting', reason: 'nats is gone' } as const
    for (const answer of [
      waiting,
      { state: 'ready' },
      { state: 'ready' },
      waiting,
      waiting,
      { state: 'ready' },
    ] as const)
      seen.note(answer)
    expect(lines).toEqual([
      'quality: ready in n ms',
      'quality: not ready any more: nats is gone',
      'quality: ready again',
    ])
  })
})

describe('a service that answers nothing', () => {
  test('is said to be not ready after the third time', () => {
    const lines: string[] = []
    const seen = createReadinessLog('quality', (line) => lines.push(line))
    const silent = { state: 'silent', reason: 'no answer' } as const
    for (const answer of [{ state: 'ready' }, silent, silent] as const) seen.note(answer)
    expect(lines).toHaveLength(1)
    seen.note(silent)
    expect(lines[1]).toBe('quality: not ready any more: no answer')
  })
})

describe('ports', () => {
  test('are remembered, and lie below those given to outgoing connections', async () => {
    const dir = temporaryDirectory()
    const port = await openPorts(dir).take('nats')
    expect(port).toBeLessThan(32_768)
    expect(await openPorts(dir).take('nats')).toBe(port)
  })

  test('give way when another process took one meanwhile', async () => {
    const dir = temporaryDirectory()
    const port = await openPorts(dir).take('nats')
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    expect(await openPorts(dir).take('nats')).not.toBe(port)
    await expect(openPorts(dir).claim('graphql', port)).rejects.toThrow(
      `port ${port}, asked for graphql, is taken`,
    )
  })
})

describe('stopping', () => {
  const shell = async (script: string): Promise<ChildProcess & { pid: number }> => {
    const child = spawn('/bin/sh', ['-c', `${script}; echo set; while :; do sleep 0.05; done`], {
      detached: true,
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    return child as ChildProcess & { pid: number }
  }
  const record = (child: { pid: number }, stage: number) => ({
    name: `stage ${stage}`,
    identity: identify(child.pid) as NonNullable<ReturnType<typeof identify>>,
    stage,
    steps: [{ signal: 'SIGTERM', waitMs: 200 } as const],
  })

  const patientSteps = [{ signal: 'SIGTERM', waitMs: 30_000 }] as const

  test('kills what does not heed its signal', async () => {
    const stubborn = record(await shell('trap "" TERM'), 0)
    await stopInOrder([stubborn])
    expect(isAlive(stubborn.identity)).toBe(false)
  })

  test('goes stage by stage', async () => {
    // Written by the processes themselves: the order in which their parent hears of two ends is not that of the ends.
    const book = join(temporaryDirectory(), 'ends')
    const stages = [2, 0, 1]
    const children = await Promise.all(
      stages.map((stage) => shell(`trap 'echo ${stage} >> ${book}; exit' TERM`)),
    )
    await stopInOrder(children.map((child, i) => ({ ...record(child, stages[i] ?? 0), steps: patientSteps })))
    expect(readFileSync(book, 'utf8')).toBe('0\n1\n2\n')
  })

  test('leaves a process alone that only has the same number', async () => {
    const child = await shell(':')
    await stopInOrder([{ ...record(child, 0), identity: { pid: child.pid, startedAt: 'another time' } }])
    expect(identify(child.pid)).toBeDefined()
  })
})

test('a connection string is shown without its password', () => {
  expect(masked('nats://takt:t0f3@127.0.0.1:4222')).toBe('nats://takt:***@127.0.0.1:4222')
  expect(masked('postgres://role:p:w@host/db')).toBe('postgres://role:***@host/db')
  expect(masked('esdb://127.0.0.1:2113?tls=false')).toBe('esdb://127.0.0.1:2113?tls=false')
})
