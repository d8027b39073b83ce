import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { nodeArguments } from '../src/paths.ts'
import { stackForTest, temporaryDirectory, withoutUrls } from './temporary.ts'

const program = fileURLToPath(new URL('../src/start.ts', import.meta.url))

function start(...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...nodeArguments(), program, ...args],
      { env: withoutUrls() },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    )
  })
}

test('--help says what can be asked for', async () => {
  const { code, output } = await start('--help')
  expect(code).toBe(0)
  for (const option of ['--fresh', '--no-demo', '--port', '--dir']) expect(output).toContain(option)
})

test.each([
  [['--port', 'here'], '--port takes a number from 1 to 65535, not "here"'],
  [['--quick'], "Unknown option '--quick'"],
])('%s is refused in plain words', async (args, sentence) => {
  const { code, output } = await start(...args)
  expect(code).toBe(2)
  expect(output).toContain(sentence)
})

test('a second start says which process runs there, and ends with 1', async () => {
  const dir = temporaryDirectory()
  await stackForTest({ dir, need: ['nats'] })
  const { code, output } = await start('--dir', dir, '--no-demo')
  expect(code).toBe(1)
  expect(output).toContain(`Takt is already running on ${dir}: process ${process.pid}`)
})
