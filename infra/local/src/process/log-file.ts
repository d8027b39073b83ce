import { closeSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const rotateAboveBytes = 20 * 1024 * 1024

/** A process writes to its log file itself, so its output never depends on the launcher being alive to read it. */
interface LogFile {
  readonly path: string
  readonly fd: number
  /** Where this run's output begins. */
  readonly start: number
  close(): void
}

export function openLog(dir: string, name: string): LogFile {
  const path = logPath(dir, name)
  mkdirSync(join(dir, 'logs'), { recursive: true, mode: 0o755 })
  if (sizeOf(path) > rotateAboveBytes) renameSync(path, `${path}.1`)
  const fd = openSync(path, 'a', 0o600)
  return { path, fd, start: sizeOf(path), close: () => closeSync(fd) }
}

export const logPath = (dir: string, name: string): string => join(dir, 'logs', `${name}.log`)

/** Text of a log from an offset, at most `limitBytes`, counted from the end when there is more. */
export function readLog(path: string, from: number, limitBytes = 64 * 1024): string {
  const size = sizeOf(path)
  const begin = Math.max(from, size - limitBytes)
  if (size <= begin) return ''
  const fd = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(size - begin)
    return bytes.toString('utf8', 0, readSync(fd, bytes, 0, bytes.length, begin))
  } finally {
    closeSync(fd)
  }
}

export function lastLines(path: string, from: number, count = 15): string {
  return readLog(path, from).trimEnd().split('\n').slice(-count).join('\n')
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
