import { readConfig } from './config.ts'
import type { ServiceDefinition } from './define.ts'
import { type HealthChecks, serveHealth } from './health.ts'
import { createLog, type Log } from './log.ts'
import { runProcess } from './process.ts'
import { startService } from './start-service.ts'

/** Runs a service as a process until it is asked to stop: `run(service)` is all of a `main.ts`. */
export function run(service: ServiceDefinition): Promise<void> {
  let log: Log | undefined
  return runProcess(
    () => log,
    async () => {
      const config = readConfig(process.env)
      const own = createLog(service.name, config.logLevel)
      log = own
      let checks: HealthChecks = { start: () => ({ ready: false, waiting: 'starting' }) }
      const health = await serveHealth(config.host, config.healthPort, () => checks)
      own.info({ healthPort: health.port, pid: process.pid }, 'starting')
      const running = await startService(service, config, own, (early) => {
        checks = early
      })
      own.info({}, 'ready')
      return {
        async stop() {
          await running.stop()
          await health.stop()
        },
      }
    },
  )
}
