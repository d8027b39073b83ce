import { join } from 'node:path'
import { unpackDebianPackage } from './debian-package.ts'
import type { Found, SearchOptions } from './found.ts'
import { installLine, ServerNotFoundError } from './install-hint.ts'
import { isAtLeast, pathDirectories, programIn, versionOf } from './program.ts'

const oldestVersion = '2.9'

/** nats-server on PATH, else Debian's package unpacked under the cache. */
export async function findNats(options: SearchOptions): Promise<Found> {
  const looked: string[] = ['NATS_URL in the environment: not set']
  if (options.sources.includes('path')) {
    for (const directory of pathDirectories(options.env)) {
      const found = nats(directory, 'PATH', looked)
      if (found !== undefined) return found
    }
    looked.push(`nats-server ${oldestVersion} or newer on PATH (${options.env['PATH'] || 'empty'}): none`)
  }
  if (options.sources.includes('debian')) {
    try {
      const root = await unpackDebianPackage('nats-server', options)
      for (const directory of ['usr/sbin', 'usr/bin']) {
        const found = nats(join(root, directory), "Debian's package", looked)
        if (found !== undefined) return found
      }
      looked.push(`${root}: holds no nats-server that runs; delete that directory to have it fetched again`)
    } catch (error) {
      looked.push(`Debian's package by apt-get download: ${(error as Error).message}`)
    }
  }
  throw new ServerNotFoundError('nats-server (NATS with JetStream)', looked, [
    ...installLine({ apt: 'nats-server', brew: 'nats-server', apk: 'nats-server' }),
    'download nats-server from https://github.com/nats-io/nats-server/releases and put it on PATH',
    'run one elsewhere with JetStream on, and set NATS_URL=nats://user:password@host:4222',
  ])
}

function nats(directory: string, origin: string, looked: string[]): Found | undefined {
  const program = programIn(directory, 'nats-server')
  if (program === undefined) return undefined
  const version = versionOf(program)
  if (version !== undefined && isAtLeast(version, oldestVersion)) {
    return { programs: { 'nats-server': program }, version, origin }
  }
  looked.push(`${program}: ${version === undefined ? 'does not run' : `version ${version} is too old`}`)
  return undefined
}
