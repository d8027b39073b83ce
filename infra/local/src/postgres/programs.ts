import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
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

/** The uid and gid to spawn with, where they differ from this process's. */
export function idsOf(as: RunAs): { uid?: number; gid?: number } {
  return {
    ...(as.uid === undefined ? {} : { uid: as.uid }),
    ...(as.gid === undefined ? {} : { gid: as.gid }),
  }
}

/** Runs one of Postgres's programs to its end. Throws with its own words when it fails. */
export async function runProgram(
  as: RunAs,
  program: string,
  args: readonly string[],
  cwd: string,
  input = '',
): Promise<void> {
  const [command, rest] = commandAs(as, program, args)
  const child = spawn(command, rest, { ...idsOf(as), cwd, env: postgresEnv })
  const ended = new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? code ?? 0))
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [status, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  // In single-user mode a statement may fail and the program still end with 0.
  if (status === 0 && !/^.*(ERROR|FATAL|PANIC): /m.test(stderr)) return
  throw new Error(`${program} as ${as.title} failed in ${cwd} (${status}): ${`${stdout}\n${stderr}`.trim()}`)
}
