import { setTimeout as delay } from 'node:timers/promises'
import { isAlive, type ProcessIdentity } from './identity.ts'

/** One step towards the end of a process: the signal, and how long it is given before the next step. */
export interface StopStep {
  readonly signal: NodeJS.Signals
  readonly waitMs: number
}

export interface ChildRecord {
  readonly name: string
  readonly identity: ProcessIdentity
  /** Lower stages are stopped first; one stage is stopped together. */
  readonly stage: number
  readonly steps: readonly StopStep[]
}

/** Stops the processes stage by stage. Whatever outlives its steps is killed with its whole process group. */
export async function stopInOrder(children: readonly ChildRecord[]): Promise<void> {
  const stages = [...new Set(children.map((child) => child.stage))].sort((a, b) => a - b)
  for (const stage of stages) {
    await Promise.all(children.filter((child) => child.stage === stage).map(stopOne))
  }
}

async function stopOne(child: ChildRecord): Promise<void> {
  // The number of a process long gone may be somebody else's by now.
  if (!isAlive(child.identity)) return
  for (const { signal, waitMs } of child.steps) {
    sendSignal(child.identity.pid, signal)
    if (await goneWithin(child.identity, waitMs)) break
  }
  // Also when the process itself has ended: a helper it started may live on in its group.
  sendSignal(-child.identity.pid, 'SIGKILL')
  await goneWithin(child.identity, 5_000)
}

export async function goneWithin(identity: ProcessIdentity, waitMs: number): Promise<boolean> {
  const deadline = Date.now() + waitMs
  while (isAlive(identity)) {
    if (Date.now() >= deadline) return false
    await delay(10)
  }
  return true
}

/** True when the signal was delivered; a process that is already gone is no error. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch {
    return false
  }
}
