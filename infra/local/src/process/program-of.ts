import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Command line of a running process, or undefined when there is none. Linux images without ps are common. */
export function programOf(pid: number): string | undefined {
  if (process.platform === 'linux') return procFile(pid, 'cmdline')?.replaceAll('\0', ' ').trim() || undefined
  return ps(pid, 'command=')
}

export function parentOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return Number(ps(pid, 'ppid=')) || undefined
  const parent = /^PPid:\s+(\d+)$/m.exec(procFile(pid, 'status') ?? '')?.[1]
  return parent === undefined ? undefined : Number(parent)
}

function procFile(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return undefined
  }
}

function ps(pid: number, format: string): string | undefined {
  try {
    return execFileSync('ps', ['-o', format, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}
