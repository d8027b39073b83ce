import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { consoleLog } from './console-log.ts'
import { playDemoDay } from './demo-day.ts'
import { directions, launch } from './launcher.ts'
import { repositoryRoot } from './paths.ts'
import { untilAskedToStop } from './until-asked-to-stop.ts'

const help = `Starts Takt on this machine: Postgres, nats-server, the event store and every service.

  npm start                       go on with the data of last time; the first time, a demo day is played
  npm start -- --fresh            throw the data away first
  npm start -- --no-demo          play no demo day
  npm start -- --port 4000        GraphQL on exactly this port
  npm start -- --dir DIRECTORY    keep the data there instead of in .takt

NATS_URL, EVENTSTORE_URL and DATABASE_URL (DATABASE_READER_URL), where set, name servers to use instead of own ones.
Stop it with Ctrl-C.`

const defaultGraphqlPort = 4000

async function main(): Promise<number> {
  const options = readArguments()
  if (options === 'help') {
    console.log(help)
    return 0
  }
  if (typeof options === 'string') {
    console.error(`${options}\n\n${help}`)
    return 2
  }
  const began = performance.now()
  const log = consoleLog()
  let killAll = () => process.exit(130)
  const asked = untilAskedToStop(() => killAll())
  asked.addEventListener('abort', () =>
    log.line(`stopping (${asked.reason}); once more ends everything at once`),
  )

  log.line(`starting Takt on ${options.dir}`)
  try {
    const { stack, platform, isFirstStart } = await launch({
      dir: options.dir,
      fresh: options.fresh,
      ...(options.port === undefined
        ? { preferredGraphqlPort: defaultGraphqlPort }
        : { graphqlPort: options.port }),
      signal: asked,
      log: log.line,
    })
    killAll = () => {
      for (const running of stack.run.host.running()) running.kill('SIGKILL')
      process.exit(130)
    }
    log.line(`Takt is ready after ${((performance.now() - began) / 1000).toFixed(1)} s`)
    log.started()
    console.log(directions(stack.run.dir, platform))
    if (options.demo && isFirstStart && stack.started.includes('eventStore')) {
      log.line('the event store is empty: playing a day at the demo plant')
      const code = await playDemoDay(stack.run)
      if (!asked.aborted) {
        log.line(code === 0 ? 'the demo day ended as expected' : `the demo day failed with exit code ${code}`)
        console.log(directions(stack.run.dir, platform))
      }
    }
    if (!asked.aborted) await new Promise((done) => asked.addEventListener('abort', done, { once: true }))
    await platform.stop()
    log.line('stopped; nothing is left running')
    return 0
  } catch (error) {
    if (asked.aborted) {
      log.line('stopped while starting; nothing is left running')
      return 0
    }
    console.error((error as Error).message)
    return 1
  }
}

interface Arguments {
  readonly dir: string
  readonly fresh: boolean
  readonly demo: boolean
  readonly port?: number
}

function readArguments(): Arguments | 'help' | string {
  try {
    const { values } = parseArgs({
      options: {
        fresh: { type: 'boolean', default: false },
        'no-demo': { type: 'boolean', default: false },
        dir: { type: 'string' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return 'help'
    const port = values.port === undefined ? undefined : Number(values.port)
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
      return `--port takes a number from 1 to 65535, not "${values.port}"`
    }
    return {
      dir:
        values.dir === undefined
          ? join(repositoryRoot, '.takt')
          : resolve(process.env['INIT_CWD'] ?? '.', values.dir),
      fresh: values.fresh,
      demo: !values['no-demo'],
      ...(port === undefined ? {} : { port }),
    }
  } catch (error) {
    return (error as Error).message
  }
}

process.exit(await main())
