import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { makeDataDirectory, removeData } from './directories.ts'
import { openPorts, type Ports } from './ports.ts'
import { createProcessHost, type ProcessHost } from './process/process-host.ts'
import { acquireRunFile, type RunFile } from './process/run-file.ts'
import { startWatchdog } from './process/watchdog-link.ts'

/** One launcher's hold on a data directory: its lock, its watchdog, its ports and every process started under it. */
export interface Run {
  readonly dir: string
  /** True until the whole platform has once been ready on this data. */
  isFirstStart(): boolean
  markStarted(): void
  readonly host: ProcessHost
  readonly ports: Ports
  readonly runFile: RunFile
  watchdogPid(): number | undefined
  /** Stops every process in order, then the watchdog, and gives up the lock. May be called again. */
  close(): Promise<void>
}

export async function openRun(directory: string, fresh: boolean, log: (line: string) => void): Promise<Run> {
  const dir = resolve(directory)
  makeDataDirectory(dir)
  const runFile = await acquireRunFile(dir, log)
  try {
    if (fresh) removeData(dir)
    const startedMark = join(dir, 'started.json')
    const watchdog = startWatchdog(dir, runFile, log)
    const host = createProcessHost(dir, runFile)
    let closed: Promise<void> | undefined
    const close = async () => {
      await host.stopAll()
      runFile.release()
      await watchdog.close()
    }
    return {
      dir,
      isFirstStart: () => !existsSync(startedMark),
      markStarted: () => writeFileSync(startedMark, `${JSON.stringify({ at: new Date().toISOString() })}\n`),
      host,
      ports: openPorts(dir),
      runFile,
      watchdogPid: watchdog.pid,
      close() {
        closed ??= close()
        return closed
      },
    }
  } catch (error) {
    runFile.release()
    throw error
  }
}
