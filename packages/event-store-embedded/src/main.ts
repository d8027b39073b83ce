import { parseArgs } from 'node:util'
import { startEventStore } from './index.ts'
import { StoreUnusable } from './storage/damage.ts'

const HELP = `An EventStoreDB-compatible single-node event store for development.

  --data-dir <dir>   where the events are kept; created when absent (required)
  --port <port>      port to listen on; 0 takes a free one (default 2113)
  --host <address>   address to listen on (default 127.0.0.1: this machine only)
  --help             this text

Ends on SIGTERM and SIGINT once what is under way is on disk.
Exit codes: 0 stopped, 1 failed, 2 wrong arguments, 3 the data directory cannot be used.`

const EXIT = { failed: 1, wrongArguments: 2, unusable: 3 }

interface Arguments {
  readonly dataDir: string
  readonly host: string
  readonly port: number
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      port: { type: 'string', default: '2113' },
      host: { type: 'string', default: '127.0.0.1' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    process.exit(0)
  }
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port must be 0 to 65535, not '${values.port}'`)
  if (!values['data-dir']) throw new Error('--data-dir is required')
  return { dataDir: values['data-dir'], host: values.host, port }
}

function argumentsOrExit(): Arguments {
  try {
    return readArguments()
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${HELP}`)
    return process.exit(EXIT.wrongArguments)
  }
}

const options = argumentsOrExit()
try {
  const store = await startEventStore({ ...options, log: (line) => console.error(line) })
  const stop = async () => {
    process.once('SIGTERM', () => process.exit(EXIT.failed)).once('SIGINT', () => process.exit(EXIT.failed))
    await store.stop()
    process.exit(0)
  }
  process.once('SIGTERM', stop).once('SIGINT', stop)
  store.failed.then((reason) => {
    console.error(reason.message)
    process.exit(EXIT.failed)
  })
  console.log(`event store ready ${store.url}`)
} catch (error) {
  console.error((error as Error).message)
  process.exit(error instanceof StoreUnusable ? EXIT.unusable : EXIT.failed)
}
