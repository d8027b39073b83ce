import { execFileSync } from 'node:child_process'

/** The command line of a running process, or undefined when there is none. */
export function programOf(pid: number): string | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'state=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return line === '' || line.startsWith('Z') ? undefined : line
  } catch {
    return undefined
  }
}
