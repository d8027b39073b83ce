import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { nodeArguments } from '../paths.ts'
import { identify } from './identity.ts'
import { openLog } from './log-file.ts'
import type { RunFile } from './run-file.ts'

interface WatchdogLink {
  pid(): number | undefined
  /** Lets the watchdog go; to be called when nothing is left for it to stop. */
  close(): Promise<void>
}

/** Starts the watchdog, and another one should it ever die before the launcher does. */
export function startWatchdog(dir: string, runFile: RunFile, log: (line: string) => void): WatchdogLink {
  let closing = false
  let child = launch()

  function launch(): ChildProcess {
    const output = openLog(dir, 'watchdog')
    const entry = fileURLToPath(new URL('./watchdog.ts', import.meta.url))
    const watchdog = spawn(process.execPath, [...nodeArguments(), entry, dir, runFile.record.runId], {
      detached: true,
      cwd: '/',
      stdio: ['pipe', output.fd, output.fd],
    })
    output.close()
    const identity = watchdog.pid === undefined ? undefined : identify(watchdog.pid)
    if (identity === undefined) throw new Error(`the watchdog could not be started with ${process.execPath}`)
    runFile.update({ watchdog: identity })
    watchdog.stdin?.on('error', () => {})
    watchdog.once('exit', (code, signal) => {
      if (closing) return
      log(`watchdog: ended unasked (${signal ?? code}); starting another one`)
      child = launch()
    })
    watchdog.unref()
    ;(watchdog.stdin as { unref?: () => void } | null)?.unref?.()
    return watchdog
  }

  return {
    pid: () => child.pid,
    close() {
      closing = true
      child.ref()
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
      return new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.stdin?.end()
      })
    },
  }
}
