import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('programs/process.ts', import.meta.url))

/** Runs the program, and sends it the signals, each once it has said the word before it. */
async function run(what: string, ...signals: [word: string, signal: NodeJS.Signals][]) {
  const child = spawn(process.execPath, ['--import', 'tsx', program, what], { stdio: 'pipe' })
  let output = ''
  const waiting = [...signals]
  const heard = (chunk: Buffer) => {
    output += chunk
    while (waiting[0] && output.includes(`"msg":"${waiting[0][0]}"`))
      child.kill((waiting.shift() as (typeof signals)[number])[1])
  }
  child.stdout.on('data', heard)
  child.stderr.on('data', heard)
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, output }
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'asked to stop by %s it stops in order and ends with 0',
  async (signal) => {
    const { code, output } = await run('serve', ['ready', signal])
    expect(code).toBe(0)
    for (const word of ['stopping', 'stopped']) expect(output).toContain(`"msg":"${word}"`)
  },
)

test('asked to stop while it starts, and waits for a server, it does not wait on', async () => {
  const { code, output } = await run('waits', ['waiting for Postgres', 'SIGTERM'])
  expect(code).toBe(0)
  expect(output).toContain('"msg":"stopped before it was ready"')
})

test('asked a second time it ends at once, with 1: what is in flight is redelivered', async () => {
  const { code, output } = await run('never-stops', ['ready', 'SIGTERM'], ['stopping', 'SIGTERM'])
  expect(code).toBe(1)
  expect(output).not.toContain('"msg":"stopped"')
})

test('an environment that cannot be used ends it with 78, and a sentence instead of a stack', async () => {
  const { code, output } = await run('bad-environment')
  expect(code).toBe(78)
  expect(output).toBe('the environment cannot be used: NATS_URL\n')
})

test.each([
  ['cannot-start', 'no such table'],
  ['a-bug', 'nobody caught this'],
])('%s: it ends with 1 for its supervisor to start it anew, and its log says why', async (what, why) => {
  const { code, output } = await run(what)
  expect(code).toBe(1)
  expect(output).toContain(`"msg":"stopping: ${why}"`)
})
