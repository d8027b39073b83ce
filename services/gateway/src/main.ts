import { createLog, type HealthChecks, type Log, readConfig, runProcess, serveHealth } from '@takt/service'
import { startGateway } from './start-gateway.ts'

let log: Log | undefined
await runProcess(
  () => log,
  async () => {
    const config = readConfig(process.env)
    const own = createLog('gateway', config.logLevel)
    log = own
    let checks: HealthChecks = { start: () => ({ ready: false, waiting: 'Postgres and NATS' }) }
    const health = await serveHealth(config.host, config.healthPort, () => checks)
    const gateway = await startGateway(config, own)
    checks = { graphql: () => ({ ready: true, port: gateway.port }) }
    own.info({ port: gateway.port }, 'ready')
    return {
      async stop() {
        await gateway.stop()
        await health.stop()
      },
    }
  },
)
