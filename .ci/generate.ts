import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { generatedFiles } from './generated-files.ts'

const HELP = `npm run generate             writes every generated file
npm run generate -- --check  writes nothing; exit 1 names the files that have drifted`

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(HELP)
    return 0
  }
  const check = args.includes('--check')
  const drifted: string[] = []
  const files = await generatedFiles()
  for (const [path, text] of files) {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
    drifted.push(path)
    if (check) continue
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  if (check && drifted.length > 0) {
    console.error(
      `generated files have drifted: run \`npm run generate\` and commit\n  ${drifted.join('\n  ')}`,
    )
    return 1
  }
  console.log(`${files.size} generated files, ${drifted.length} ${check ? 'drifted' : 'written'}`)
  return 0
}

process.exit(await main(process.argv.slice(2)))
