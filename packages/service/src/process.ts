import { ConfigError } from './config.ts'
import type { Log } from './log.ts'

/** How long a graceful stop may take before the process ends anyway, ms. What is in flight is then given back. */
const STOP_TIMEOUT_MS = 9_000

/** Exit codes: 0 stopped as asked, 1 a fault of ours, 78 (EX_CONFIG) the environment cannot be used. */
const EXIT = { ok: 0, fault: 1, config: 78 } as const

/**
 * Runs a process until SIGTERM or SIGINT, then stops it gracefully. A second signal, or a stop that takes too
 * long, ends it at once, as does one that comes while it starts: nothing is in flight that a crash would lose. An error nobody caught is our own bug: it is logged and the process ends with 1, for the
 * supervisor to start it anew.
 */
export async function runProcess(
  log: () => Log | undefined,
  start: () => Promise<{ stop(): Promise<void> }>,
): Promise<void> {
  const fatal = (error: unknown) => {
    const sentence = error instanceof Error ? error.message : String(error)
    if (error instanceof ConfigError) {
      process.stderr.write(`${sentence}\n`)
      process.exit(EXIT.config)
    }
    const logger = log()
    if (logger) logger.error({ error: error instanceof Error ? error.stack : error }, `stopping: ${sentence}`)
    else process.stderr.write(`${error instanceof Error ? error.stack : sentence}\n`)
    process.exit(EXIT.fault)
  }
  process.on('uncaughtException', fatal)
  process.on('unhandledRejection', fatal)
  // Heard from the first moment on: whoever reads that it is ready may ask it to stop at once.
  const asked = new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve(name))
  })
  try {
    const running = await Promise.race([start(), asked.then(() => 'not started' as const)])
    if (running === 'not started') {
      log()?.info({ signal: await asked }, 'stopped before it was ready')
      process.exit(EXIT.ok)
    }
    const signal = await asked
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => process.exit(EXIT.fault))
    log()?.info({ signal }, 'stopping')
    const timer = setTimeout(() => {
      log()?.error(
        { timeoutMs: STOP_TIMEOUT_MS },
        'the stop took too long; ending now, what is in flight is redelivered',
      )
      process.exit(EXIT.fault)
    }, STOP_TIMEOUT_MS)
    await running.stop()
    clearTimeout(timer)
    log()?.info({}, 'stopped')
    process.exit(EXIT.ok)
  } catch (error) {
    fatal(error)
  }
}
