import { createServer } from 'node:http'
import { ConfigError } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { runProcess } from '../../src/process.ts'

/** A process that does what its argument says, until it is asked to stop. */
const log = createLog('quality', 'info')
await runProcess(
  () => log,
  async () => {
    if (process.argv[2] === 'bad-environment')
      throw new ConfigError('the environment cannot be used: NATS_URL')
    if (process.argv[2] === 'cannot-start') throw new Error('no such table')
    if (process.argv[2] === 'waits') {
      createServer().listen(0, '127.0.0.1')
      log.warn({}, 'waiting for Postgres')
      await new Promise(() => {})
    }
    const open = createServer().listen(0, '127.0.0.1')
    if (process.argv[2] === 'a-bug') setImmediate(() => Promise.reject(new Error('nobody caught this')))
    log.info({}, 'ready')
    return {
      async stop() {
        if (process.argv[2] === 'never-stops') await new Promise(() => {})
        open.close()
      },
    }
  },
)
