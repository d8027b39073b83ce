import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { sendSignal } from './stop-in-order.ts'

/** Every process of one run carries this variable, so that none can be lost between its birth and its record. */
export const runMark = 'TAKT_RUN_ID'

/** Kills what still carries the run's mark (Linux only: elsewhere the environment of a process cannot be read). */
export async function sweep(runId: string, sparePids: readonly number[] = [process.pid]): Promise<number> {
  let killed = 0
  for (let round = 0; round < 50; round++) {
    const left = markedPids(runId).filter((pid) => !sparePids.includes(pid))
    if (left.length === 0) break
    for (const pid of left) if (sendSignal(pid, 'SIGKILL')) killed++
    await delay(20)
  }
  return killed
}

export function markedPids(runId: string): number[] {
  if (process.platform !== 'linux') return []
  const needle = `${runMark}=${runId}\0`
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => environmentOf(pid).includes(needle))
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1')
  } catch {
    return ''
  }
}
