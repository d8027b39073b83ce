import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { consoleLog } from './console-log.ts'
import { playDemoDay } from './demo-day.ts'
import { launch } from './launcher.ts'
import { repositoryRoot } from './paths.ts'
import { untilAskedToStop } from './until-asked-to-stop.ts'

/** Starts Takt empty, plays the demo day, stops everything. Exit code: the day's own; 1 when it could not be played. */
async function main(): Promise<number> {
  const log = consoleLog()
  const dir = join(
    repositoryRoot,
    '.takt',
    `demo-${new Date().toISOString().replace(/[:.]/g, '-')}-${process.pid}`,
  )
  const asked = untilAskedToStop(() => process.exit(130))
  asked.addEventListener('abort', () => log.line(`stopping (${asked.reason})`))
  log.line(`starting Takt empty on ${dir}`)
  try {
    const { stack, platform } = await launch({ dir, fresh: true, signal: asked, log: log.line })
    log.line('ready; playing a day at the demo plant')
    const code = await playDemoDay(stack.run)
    await platform.stop()
    if (asked.aborted) return 130
    log.line('stopped; nothing is left running')
    if (code === 0) rmSync(dir, { recursive: true, force: true })
    else log.line(`the demo day failed with exit code ${code}; its data and logs are kept in ${dir}`)
    return code
  } catch (error) {
    console.error((error as Error).message)
    console.error(`The logs are in ${dir}/logs.`)
    return 1
  }
}

process.exit(await main())
