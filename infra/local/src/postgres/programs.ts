import { spawnSync } from 'node:child_process'
import type { RunAs } from './run-as.ts'

/** Postgres sees nothing of the launcher's environment, which may hold credentials. */
export const postgresEnv: Readonly<Record<string, string>> = {
  PATH: '/usr/bin:/bin',
  LANG: 'C',
  LC_ALL: 'C',
  TZ: 'UTC',
}

export function commandAs(as: RunAs, program: string, args: readonly string[]): [string, string[]] {
  const [command, ...rest] = [...as.wrapper, program, ...args] as [string, ...string[]]
  return [command, rest]
}

/** Runs one of Postgres's programs to its end. Throws with its own words when it fails. */
export function runProgram(
  as: RunAs,
  program: string,
  args: readonly string[],
  cwd: string,
  input = '',
): void {
  const [command, rest] = commandAs(as, program, args)
  const ids = {
    ...(as.uid === undefined ? {} : { uid: as.uid }),
    ...(as.gid === undefined ? {} : { gid: as.gid }),
  }
  const result = spawnSync(command, rest, { ...ids, cwd, env: postgresEnv, input, encoding: 'utf8' })
  const failed = result.status !== 0 || /^.*(ERROR|FATAL|PANIC): /m.test(result.stderr ?? '')
  if (!failed) return
  const why = result.error?.message ?? `${result.stdout ?? ''}\n${result.stderr ?? ''}`.trim()
  throw new Error(`${program} as ${as.title} failed in ${cwd} (${result.signal ?? result.status}): ${why}`)
}
