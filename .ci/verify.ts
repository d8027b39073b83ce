import { run, seconds, tool } from './steps.ts'

const STEPS: readonly {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
}[] = [
  { name: 'format and lint', command: tool('biome'), args: ['check', '--error-on-warnings', '.'] },
  {
    name: 'types',
    command: tool('tsc'),
    args: ['--incremental', '--tsBuildInfoFile', '.turbo/types.tsbuildinfo'],
  },
  {
    name: 'boundaries',
    command: tool('depcruise'),
    args: ['--config', '.dependency-cruiser.cjs', 'packages', 'services', 'infra', 'test'],
  },
  { name: 'dead code', command: tool('knip'), args: ['--no-progress'] },
  { name: 'generated files', command: 'node', args: ['--import', 'tsx', '.ci/generate.ts', '--check'] },
  { name: 'tests', command: 'node', args: ['--import', 'tsx', '.ci/test.ts'] },
]

const begun = Date.now()
for (const { name, command, args } of STEPS) {
  const since = Date.now()
  console.log(`── ${name} (at ${seconds(begun)})`)
  const code = await run(command, args)
  if (code !== 0) {
    console.error(`✗ ${name} failed (exit ${code}) after ${seconds(since)}: ${command} ${args.join(' ')}`)
    process.exit(1)
  }
  if (name !== 'tests') console.log(`✓ ${name} ${seconds(since)}`)
}
