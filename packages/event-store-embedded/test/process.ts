import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { until } from './support.ts'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

export interface ServerProcess {
  readonly child: ChildProcess
  readonly url: string
  /** What it has written to its standard error. */
  readonly errors: () => string
}

/** Runs the command line; resolves when it has ended. */
export async function run(args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const { child, out, err } = start(args)
  const [code] = await once(child, 'close')
  return { code, out: out(), err: err() }
}

/** Starts a server process on a data directory and waits until it is ready. */
export async function startProcess(dataDir: string, ...args: string[]): Promise<ServerProcess> {
  const { child, out, err } = start(['--data-dir', dataDir, '--port', '0', ...args])
  await until(() => out().includes('\n') || child.exitCode !== null, 'the server to be ready')
  const url = /event store ready (esdb:\/\/\S+)/.exec(out())?.[1]
  if (!url) throw new Error(`the server did not start: ${err()}`)
  return { child, url, errors: err }
}

/** Sends a signal and waits until the process is gone; answers its exit code. */
export async function endProcess(server: ServerProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (server.child.exitCode !== null || server.child.signalCode !== null) return server.child.exitCode
  const gone = once(server.child, 'exit')
  server.child.kill(signal)
  const [code] = await gone
  return code
}

function start(args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  child.stderr.on('data', (text) => {
    err += text
  })
  return { child, out: () => out, err: () => err }
}
