import { execFileSync } from 'node:child_process'
import { accessSync, constants, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The directories on a PATH, in order. */
export function pathDirectories(env: Readonly<Record<string, string | undefined>>): string[] {
  return (env['PATH'] ?? '').split(delimiter).filter((entry) => entry.startsWith('/'))
}

/** The program in a directory as an absolute path without links, or undefined when it is not there or not executable. */
export function programIn(directory: string, name: string): string | undefined {
  try {
    const path = join(directory, name)
    accessSync(path, constants.X_OK)
    return realpathSync(path)
  } catch {
    return undefined
  }
}

/** The version a program states of itself, like 2.9.10, or undefined when it does not run. */
export function versionOf(program: string): string | undefined {
  try {
    const output = execFileSync(program, ['--version'], {
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return /\d+\.\d+(\.\d+)?/.exec(output)?.[0]
  } catch {
    return undefined
  }
}

/** True when `version` is at least `minimum`, both like 2.9 or 2.9.10. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [have, want] = [version, minimum].map((text) => text.split('.').map(Number)) as [number[], number[]]
  for (let i = 0; i < want.length; i++) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}
