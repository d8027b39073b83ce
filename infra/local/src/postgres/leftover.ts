import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { programOf } from '../process/program-of.ts'
import { sendSignal } from '../process/stop-in-order.ts'

const stopLimitMs = 30_000

/**
 * Postgres takes over a stale postmaster.pid itself, unless its number has gone to another process of the same user since
 * (in containers it often has); then it would refuse to start. A postmaster that really still runs there is stopped: the
 * directory's lock says that it is nobody's.
 */
export async function clearLeftover(dataDirectory: string, log: (line: string) => void): Promise<void> {
  const path = join(dataDirectory, 'postmaster.pid')
  const pid = recordedPid(path)
  if (pid === undefined) return
  const program = programOf(pid)
  if (program === undefined) return
  if (!program.includes('postgres') || !program.includes(dataDirectory)) {
    rmSync(path, { force: true })
    return
  }
  log(`postgres: process ${pid} was left behind on ${dataDirectory}; stopping it`)
  const deadline = Date.now() + stopLimitMs
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    sendSignal(pid, signal)
    const until = Math.min(deadline, Date.now() + stopLimitMs / 3)
    while (Date.now() < until) {
      if (programOf(pid) === undefined) return
      await delay(20)
    }
  }
}

function recordedPid(path: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10)
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}
