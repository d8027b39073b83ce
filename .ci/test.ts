import { readFileSync, rmSync } from 'node:fs'
import { globSync } from 'tinyglobby'
import { run, tool } from './steps.ts'

const HELP = `npm test                 every test of every workspace, then one line "N passed, N failed"
npm test -- --filter X   only workspace X (a turbo filter, such as @takt/contracts)
npm test -- --force      without turbo's cache`

interface Results {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numFailedTestSuites: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

/** A file that could not even be loaded holds no test, yet it is a failure. */
function tally(files: readonly string[]): { passed: number; failed: number } {
  let passed = 0
  let failed = 0
  for (const file of files) {
    const results = JSON.parse(readFileSync(file, 'utf8')) as Results
    passed += results.numPassedTests
    failed += results.numFailedTests
    failed += results.testResults.filter(
      (r) => r.status === 'failed' && r.assertionResults.length === 0,
    ).length
  }
  return { passed, failed }
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(HELP)
    return 0
  }
  const results = ['packages/*', 'services/*', 'infra/*', 'test'].map((w) => `${w}/.test-results/vitest.json`)
  for (const stale of globSync(results, { dot: true })) rmSync(stale)
  // One workspace at a time: each already uses both cores, and its servers need them too.
  const code = await run(tool('turbo'), ['run', 'test', '--concurrency=1', '--continue', ...args])
  const { passed, failed } = tally(globSync(results, { dot: true }))
  const lost = code !== 0 && failed === 0 ? 1 : 0
  if (lost) console.log(`turbo ended with ${code} though no test failed: see its output above`)
  console.log(`${passed} passed, ${failed + lost} failed`)
  return code === 0 && failed === 0 && passed > 0 ? 0 : 1
}

process.exit(await main(process.argv.slice(2)))
