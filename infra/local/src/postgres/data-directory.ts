import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Found } from '../find/found.ts'
import { runProgram } from './programs.ts'
import type { RunAs } from './run-as.ts'
import { scramVerifier } from './scram.ts'

export const ownerRole = 'takt_owner'

interface DataDirectoryOptions {
  readonly found: Found
  readonly as: RunAs
  readonly path: string
  readonly cacheDir: string
  readonly ownerPassword: string
  /** The password is new: a directory that exists already must learn it. */
  readonly passwordIsNew: boolean
  readonly log: (line: string) => void
}

/** Makes the data directory at `path` ready for a start. It appears there complete or not at all. */
export async function prepareDataDirectory(options: DataDirectoryOptions): Promise<void> {
  const { found, as, path } = options
  if (existsSync(path)) {
    refuseOtherVersion(found, path)
    if (statSync(path).uid !== as.owner.uid) await giveTo(path, as)
    if (options.passwordIsNew) await setOwnerPassword(options, path)
    return
  }
  const draft = `${path}.new`
  await rm(draft, { recursive: true, force: true })
  // Not fs.cp: it takes ten times as long for these thousand small files.
  await promisify(execFile)('cp', ['-Rp', await template(options), draft])
  writeFileSync(join(draft, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n')
  await giveTo(draft, as)
  await setOwnerPassword(options, draft)
  await runProgram(as, program(found, 'initdb'), ['--sync-only', '-D', draft], draft)
  await rename(draft, path)
}

/** A data directory as initdb leaves it, made once: a copy takes a tenth of the time. Never started, it trusts anybody. */
async function template({ found, as, cacheDir, log }: DataDirectoryOptions): Promise<string> {
  const target = join(cacheDir, `postgres-${found.version}-for-${as.owner.uid}`)
  if (existsSync(target)) return target
  log('postgres: running initdb, once')
  const draft = join(cacheDir, `initdb-${randomUUID()}`)
  try {
    mkdirSync(draft, { mode: 0o700 })
    await giveTo(draft, as)
    await runProgram(as, program(found, 'initdb'), ['-D', draft, ...initdbArguments(found)], draft)
    if (!existsSync(target)) await rename(draft, target)
  } catch (error) {
    if (!existsSync(target)) throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return target
}

/** The same text order and letter cases on every system: Postgres's own where it has them (from 17), else plain bytes. */
function initdbArguments(found: Found): string[] {
  const own = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  return [
    `--username=${ownerRole}`,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    ...(Number.parseInt(found.version, 10) >= 17 ? own : []),
  ]
}

/** In single-user mode, before the server listens anywhere. */
async function setOwnerPassword(
  { found, as, ownerPassword }: DataDirectoryOptions,
  path: string,
): Promise<void> {
  const statement = `ALTER ROLE ${ownerRole} PASSWORD '${scramVerifier(ownerPassword)}';\n`
  await runProgram(as, program(found, 'postgres'), ['--single', '-D', path, 'postgres'], path, statement)
}

function refuseOtherVersion(found: Found, path: string): void {
  const written = readFileSync(join(path, 'PG_VERSION'), 'utf8').trim()
  if (Number.parseInt(found.version, 10) === Number.parseInt(written, 10)) return
  throw new Error(
    `the data in ${path} was written by Postgres ${written}, but Postgres ${found.version} was found ` +
      `(${found.origin}). Make version ${written} available, or start empty with --fresh.`,
  )
}

async function giveTo(path: string, { owner }: RunAs): Promise<void> {
  if (process.getuid?.() !== 0) return
  await promisify(execFile)('chown', ['-R', `${owner.uid}:${owner.gid}`, path])
}

function program(found: Found, name: string): string {
  const path = found.programs[name]
  if (path === undefined) throw new Error(`${found.origin} lacks ${name}`)
  return path
}
