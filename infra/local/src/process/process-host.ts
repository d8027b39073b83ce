import { type ChildProcess, spawn } from 'node:child_process'
import { identify, type ProcessIdentity } from './identity.ts'
import { openLog } from './log-file.ts'
import type { RunFile } from './run-file.ts'
import { type ChildRecord, type StopStep, sendSignal, stopInOrder } from './stop-in-order.ts'
import { runMark } from './sweep.ts'

export interface ProcessSpec {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly uid?: number
  readonly gid?: number
  readonly stage: number
  readonly steps: readonly StopStep[]
}

export interface RunningProcess {
  readonly name: string
  readonly pid: number
  readonly identity: ProcessIdentity
  readonly log: { readonly path: string; readonly start: number }
  /** Resolves when it has ended, with its exit code or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>
  running(): boolean
  kill(signal: NodeJS.Signals): boolean
  /** Stops it by its steps; returns when it is gone. */
  stop(): Promise<void>
}

export interface ProcessHost {
  spawn(spec: ProcessSpec): RunningProcess
  running(): readonly RunningProcess[]
  /** True once everything is being stopped: nothing can be started any more. */
  closing(): boolean
  stopAll(): Promise<void>
}

/** Starts processes in groups of their own (a Ctrl-C reaches only the launcher) and keeps the run file up to date. */
export function createProcessHost(dir: string, runFile: RunFile): ProcessHost {
  const alive = new Map<RunningProcess, ChildRecord>()
  let closing = false
  const publish = () => runFile.update({ children: [...alive.values()] })

  function start(spec: ProcessSpec): RunningProcess {
    if (closing) throw new Error(`${spec.name} is not started: everything is being stopped`)
    const log = openLog(dir, spec.name)
    const child = spawn(spec.command, spec.args, {
      detached: true,
      cwd: spec.cwd,
      env: { ...spec.env, [runMark]: runFile.record.runId },
      stdio: ['ignore', log.fd, log.fd],
      ...(spec.uid === undefined ? {} : { uid: spec.uid }),
      ...(spec.gid === undefined ? {} : { gid: spec.gid }),
    })
    log.close()
    child.on('error', () => {})
    if (child.pid === undefined) throw new Error(`${spec.name}: ${spec.command} could not be started`)
    const identity = identify(child.pid) ?? { pid: child.pid, startedAt: 'ended at once' }
    const record: ChildRecord = { name: spec.name, identity, stage: spec.stage, steps: spec.steps }
    const exited = exitOf(child)
    const running: RunningProcess = {
      name: spec.name,
      pid: child.pid,
      identity,
      log: { path: log.path, start: log.start },
      exited,
      running: () => child.exitCode === null && child.signalCode === null,
      kill: (signal) => running.running() && sendSignal(identity.pid, signal),
      async stop() {
        await stopInOrder([record])
        await exited
      },
    }
    alive.set(running, record)
    publish()
    exited.then(() => {
      alive.delete(running)
      try {
        publish()
      } catch {
        // The directory was deleted under us. What still runs carries the run's mark, and is found by it.
      }
    })
    return running
  }

  return {
    spawn: start,
    running: () => [...alive.keys()],
    closing: () => closing,
    async stopAll() {
      closing = true
      const all = [...alive]
      await stopInOrder(all.map(([, record]) => record))
      await Promise.all(all.map(([running]) => running.exited))
    },
  }
}

function exitOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code ?? 0)))
}
