import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { bundleArguments, repositoryRoot } from '../src/paths.ts'
import { bundle } from '../src/process/bundle.ts'
import { temporaryDirectory } from './temporary.ts'

const program = fileURLToPath(new URL('programs/says-where.ts', import.meta.url))

/** Not seen by git, nor by whoever looks at the sources meanwhile. */
const inRepository = join(repositoryRoot, '.takt')

async function bundled(entry: string): Promise<string> {
  const path = (await bundle([entry])).get(entry)
  if (path === undefined) throw new Error(`${entry} was not bundled`)
  return path
}
const run = (path: string, ...words: string[]) =>
  spawnSync(process.execPath, [...bundleArguments(), path, ...words], { encoding: 'utf8' })

test('a bundled program finds the files beside its sources, and the repository', async () => {
  const { stdout, status } = run(await bundled(program))
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toEqual({ here: program, found: true, repositoryRoot })
})

test('its errors name the file and line that a person can open', async () => {
  const { stderr, status } = run(await bundled(program), 'fails')
  expect(status).toBe(1)
  expect(stderr).toMatch(/says-where\.ts:\d+/)
})

test('the same files give the same bundle, and changed ones another', async () => {
  const entry = join(temporaryDirectory(inRepository), 'says.ts')
  writeFileSync(entry, "process.stdout.write('one')\n")
  const first = await bundled(entry)
  expect(await Promise.all([bundled(entry), bundled(entry)])).toEqual([first, first])
  writeFileSync(entry, "process.stdout.write('two')\n")
  const second = await bundled(entry)
  expect(second).not.toBe(first)
  expect([run(first).stdout, run(second).stdout]).toEqual(['one', 'two'])
})

test('a package of which a bundle would take another version is named, with what to do', async () => {
  const folder = temporaryDirectory(inRepository)
  const entry = join(folder, 'imports.ts')
  const own = join(folder, 'node_modules', 'postgres', 'index.js')
  mkdirSync(dirname(own), { recursive: true })
  writeFileSync(own, 'export const mine = 1\n')
  writeFileSync(entry, "import { mine } from 'postgres'\nprocess.stdout.write(String(mine))\n")
  await expect(bundle([entry])).rejects.toThrow(/postgres is installed in .*npm dedupe/)
})

test('a file that cannot be read as TypeScript is named with its line', async () => {
  const entry = join(temporaryDirectory(inRepository), 'broken.ts')
  writeFileSync(entry, 'export const a = 1\nexport const = 2\n')
  await expect(bundle([entry])).rejects.toThrow(/broken\.ts:2/)
})
