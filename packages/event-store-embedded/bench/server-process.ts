import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

export interface ServerProcess {
  readonly url: string
  /** From the start of the process to its ready line. */
  readonly readyMs: number
  readonly end: (signal: NodeJS.Signals) => Promise<void>
}

/** Starts the event store as its users do: a process of its own. */
export async function startServer(dataDir: string): Promise<ServerProcess> {
  const begin = performance.now()
  const args = ['--import', 'tsx', MAIN, '--data-dir', dataDir, '--port', '0']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await readyLine(child)
  return {
    url,
    readyMs: performance.now() - begin,
    end: async (signal) => {
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}

async function readyLine(child: ChildProcess): Promise<string> {
  for await (const text of child.stdout as AsyncIterable<Buffer>) {
    const url = /event store ready (\S+)/.exec(String(text))?.[1]
    if (url) return url
  }
  throw new Error('the event store ended before it was ready')
}
