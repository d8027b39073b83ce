import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { globSync } from 'tinyglobby'
import { run, seconds, tool } from './steps.ts'

const HELP = `npm run soak                    every property test, each round from another seed, until one fails
npm run soak -- --minutes N     for N minutes (10 where left out)
npm run soak -- --only TEXT     only of files whose path holds TEXT, such as stock-item or agreement
npm run soak -- --seed N        one round from that seed: what failed fails again

Ends with 0 where every round passed, with 1 where one failed (its seed is told), with 2 where it was asked wrongly.`

/** The folders with property tests, each with its files. */
function filesOf(only: string): Map<string, string[]> {
  const folders = new Map<string, string[]>()
  const all = globSync(['packages/*/test/**/*.spec.ts', 'services/*/test/**/*.spec.ts', 'test/**/*.spec.ts'])
  for (const file of all.filter((path) => path.includes(only)).sort()) {
    if (!readFileSync(file, 'utf8').includes("from 'fast-check'")) continue
    const folder = file.startsWith('test/') ? 'test' : file.split('/').slice(0, 2).join('/')
    folders.set(folder, [...(folders.get(folder) ?? []), relative(folder, file)])
  }
  return folders
}

async function round(folders: ReadonlyMap<string, readonly string[]>, seed: number): Promise<boolean> {
  for (const [folder, files] of folders) {
    const config = relative(folder, resolve('vitest.config.ts'))
    const args = ['run', '--config', config, '--reporter', 'dot', '--testTimeout', '600000', ...files]
    const code = await run(resolve(tool('vitest')), args, { TAKT_SEED: String(seed) }, folder)
    if (code === 0) continue
    console.error(`✗ ${folder} failed from seed ${seed}: npm run soak -- --seed ${seed} --only ${folder}/`)
    return false
  }
  return true
}

function asked(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '10' },
      only: { type: 'string', default: '' },
      seed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const minutes = Number(values.minutes)
  if (!(minutes > 0)) throw new Error(`--minutes must be a number above 0, not ${values.minutes}`)
  const seed = values.seed === undefined ? undefined : Number(values.seed)
  if (seed !== undefined && !Number.isInteger(seed))
    throw new Error(`--seed must be a whole number, not ${values.seed}`)
  return { ...values, minutes, seed }
}

async function main(args: readonly string[]): Promise<number> {
  const { minutes, only, seed, help } = asked(args)
  if (help) {
    console.log(HELP)
    return 0
  }
  const folders = filesOf(only)
  if (folders.size === 0) throw new Error(`no property test has ${JSON.stringify(only)} in its path`)
  const since = Date.now()
  const until = since + minutes * 60_000
  let rounds = 0
  do {
    const from = seed ?? randomInt(1, 2 ** 31)
    console.log(`── round ${rounds + 1} from seed ${from} (at ${seconds(since)})`)
    if (!(await round(folders, from))) return 1
    rounds++
  } while (seed === undefined && Date.now() < until)
  console.log(`${rounds} rounds passed in ${seconds(since)}`)
  return 0
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(`${(error as Error).message}\n\n${HELP}`)
  process.exitCode = 2
}
