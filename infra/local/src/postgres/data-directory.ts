import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Found } from '../find/found.ts'
import { runProgram } from './programs.ts'
import type { RunAs } from './run-as.ts'
import { scramVerifier } from './scram.ts'

export const ownerRole = 'takt_owner'

export interface DataDirectoryOptions {
  readonly found: Found
  readonly as: RunAs
  readonly path: string
  readonly cacheDir: string
  readonly ownerPassword: string
  /** The password is new: a directory that exists already must learn it. */
  readonly passwordIsNew: boolean
}

/** Makes the data directory at `path` ready for a start. It appears there complete or not at all. */
export function prepareDataDirectory(options: DataDirectoryOptions): void {
  const { found, as, path } = options
  if (existsSync(path)) {
    refuseOtherVersion(found, path)
    if (statSync(path).uid !== as.owner.uid) giveTo(path, as)
    if (options.passwordIsNew) setOwnerPassword(options, path)
    return
  }
  const draft = `${path}.new`
  rmSync(draft, { recursive: true, force: true })
  cpSync(template(options), draft, { recursive: true })
  writeFileSync(join(draft, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n')
  giveTo(draft, as)
  setOwnerPassword(options, draft)
  runProgram(as, program(found, 'initdb'), ['--sync-only', '-D', draft], draft)
  renameSync(draft, path)
}

/** A data directory as initdb leaves it, made once: a copy takes a tenth of the time. Never started, it trusts anybody. */
function template({ found, as, cacheDir }: DataDirectoryOptions): string {
  const target = join(cacheDir, `postgres-${found.version}-for-${as.owner.uid}`)
  if (existsSync(target)) return target
  const draft = join(cacheDir, `initdb-${randomUUID()}`)
  try {
    mkdirSync(draft, { mode: 0o700 })
    giveTo(draft, as)
    runProgram(as, program(found, 'initdb'), ['-D', draft, ...initdbArguments(found)], draft)
    if (!existsSync(target)) renameSync(draft, target)
  } catch (error) {
    if (!existsSync(target)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
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
function setOwnerPassword({ found, as, ownerPassword }: DataDirectoryOptions, path: string): void {
  const statement = `ALTER ROLE ${ownerRole} PASSWORD '${scramVerifier(ownerPassword)}';\n`
  runProgram(as, program(found, 'postgres'), ['--single', '-D', path, 'postgres'], path, statement)
}

function refuseOtherVersion(found: Found, path: string): void {
  const written = readFileSync(join(path, 'PG_VERSION'), 'utf8').trim()
  if (Number.parseInt(found.version, 10) === Number.parseInt(written, 10)) return
  throw new Error(
    `the data in ${path} was written by Postgres ${written}, but Postgres ${found.version} was found ` +
      `(${found.origin}). Make version ${written} available, or start empty with --fresh.`,
  )
}

function giveTo(path: string, { owner }: RunAs): void {
  if (process.getuid?.() !== 0) return
  const result = spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, path], { encoding: 'utf8' })
  if (result.status !== 0)
    throw new Error(`${path} could not be given to user ${owner.uid}: ${result.stderr}`)
}

function program(found: Found, name: string): string {
  const path = found.programs[name]
  if (path === undefined) throw new Error(`${found.origin} lacks ${name}`)
  return path
}
