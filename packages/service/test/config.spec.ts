import { expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const enough = {
  NATS_URL: 'nats://user:secret-1@127.0.0.1:4222',
  EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false',
  DATABASE_URL: 'postgres://takt_service:secret-2@127.0.0.1:5432/takt',
}

const said = (env: Record<string, string>): string => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('it was taken')
}

test('three addresses are enough: a process listens on loopback only, on a free port, and reads as it writes', () => {
  expect(readConfig(enough)).toEqual({
    natsUrl: enough.NATS_URL,
    eventStoreUrl: enough.EVENTSTORE_URL,
    databaseUrl: enough.DATABASE_URL,
    databaseReaderUrl: enough.DATABASE_URL,
    host: '127.0.0.1',
    port: 4000,
    healthPort: 0,
    logLevel: 'info',
  })
})

test('everything that is wrong with an environment is said at once, each with an example', () => {
  const sentence = said({ EVENTSTORE_URL: 'http://127.0.0.1:2113', PORT: '70000', LOG_LEVEL: 'loud' })
  for (const part of [
    /NATS_URL must be set, for example nats:/,
    /EVENTSTORE_URL must start with esdb:\/\/ or esdb\+discover:\/\//,
    /DATABASE_URL must be set, for example postgres:/,
    /PORT /,
    /LOG_LEVEL /,
  ])
    expect(sentence).toMatch(part)
  expect(sentence).not.toMatch(/DATABASE_READER_URL/)
})

test('a password in an address that cannot be used is not repeated', () => {
  const sentence = said({ ...enough, NATS_URL: 'http://user:secret-1@127.0.0.1:4222' })
  expect(sentence).toMatch(/NATS_URL must start with nats/)
  expect(sentence).not.toMatch(/secret/)
})
