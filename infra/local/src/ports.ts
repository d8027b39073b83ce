import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

export const loopback = '127.0.0.1'

/**
 * Below every system's range for outgoing connections (Linux begins at 32768, macOS at 49152). A client that keeps
 * trying to reconnect to a stopped server could otherwise be given the server's own port, and hold it.
 */
const lowestPort = 12_000
const highestPort = 32_000
const triesLimit = 200

export interface Ports {
  /** The port `name` had before when it is free, else the preferred one, else any free one. Remembered. */
  take(name: string, preferred?: number): Promise<number>
  /** Exactly this port. Throws when it is taken. */
  claim(name: string, port: number): Promise<number>
  /** Another port than the one remembered, which turned out to be taken. */
  replace(name: string): Promise<number>
}

export function openPorts(dir: string): Ports {
  const path = join(dir, 'ports.json')
  const known = readPorts(path)

  async function remember(name: string, port: number): Promise<number> {
    known[name] = port
    writeFileSync(path, `${JSON.stringify(known, undefined, 2)}\n`)
    return port
  }

  async function anyFree(name: string): Promise<number> {
    for (let tries = 0; tries < triesLimit; tries++) {
      const port = lowestPort + Math.floor(Math.random() * (highestPort - lowestPort))
      if (!Object.values(known).includes(port) && (await isFree(port))) return remember(name, port)
    }
    throw new Error(
      `no free port for ${name}: ${triesLimit} ports between ${lowestPort} and ${highestPort} were taken`,
    )
  }

  return {
    async take(name, preferred) {
      for (const port of [known[name], preferred]) {
        if (port !== undefined && (await isFree(port))) return remember(name, port)
      }
      return anyFree(name)
    },
    async claim(name, port) {
      if (await isFree(port)) return remember(name, port)
      throw new Error(
        `port ${port}, asked for ${name}, is taken: choose another one, or none to have a free one found`,
      )
    },
    replace: anyFree,
  }
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: loopback, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

function readPorts(path: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, number>
  } catch {
    return {}
  }
}
