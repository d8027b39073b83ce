import { copyFileSync, readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'

const limitBytes = 64 * 1024 * 1024
const everyMs = 30_000

/** Cuts a log that has grown past 64 MiB, keeping one predecessor. Its writer appends, so it goes on undisturbed. */
export function limitLogs(dir: string): { stop(): void } {
  const logs = join(dir, 'logs')
  const timer = setInterval(() => {
    for (const name of readdirSync(logs).filter((file) => file.endsWith('.log'))) {
      const path = join(logs, name)
      if (statSync(path).size <= limitBytes) continue
      copyFileSync(path, `${path}.1`)
      truncateSync(path)
    }
  }, everyMs)
  return { stop: () => clearInterval(timer) }
}
