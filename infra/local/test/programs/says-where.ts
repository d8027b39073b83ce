import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { repositoryRoot } from '../../src/paths.ts'

/** Tells what a program finds of the repository when it runs. */
const here = fileURLToPath(new URL('says-where.ts', import.meta.url))
process.stdout.write(JSON.stringify({ here, found: existsSync(here), repositoryRoot }))
if (process.argv[2] === 'fails') throw new Error('as asked')
