import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AlreadyRunningError, startStack } from '../src/index.ts'
import { isFree } from '../src/ports.ts'
import { isAlive } from '../src/process/identity.ts'
import { markedPids } from '../src/process/sweep.ts'
import { natsClient, sqlClient } from './clients.ts'
import { stackForTest, temporaryDirectory, withoutUrls } from './temporary.ts'

const servers = ['postgres', 'nats'] as const

async function writeSomething(stack: Awaited<ReturnType<typeof startStack>>): Promise<void> {
  const manager = await (await natsClient(stack.nats.url)).jetstreamManager()
  await manager.streams.add({ name: 'KEPT', subjects: ['kept.>'] })
  const client = await natsClient(stack.nats.url)
  await client.jetstream().publish('kept.one', 'a message')
  const sql = sqlClient(stack.postgres.serviceUrl)
  await sql`CREATE TABLE kept AS SELECT 'a row' AS text`
}

async function readSomething(stack: Awaited<ReturnType<typeof startStack>>): Promise<string[]> {
  const manager = await (await natsClient(stack.nats.url)).jetstreamManager()
  const message = await manager.streams.getMessage('KEPT', { seq: 1 })
  const [row] = await sqlClient(stack.postgres.readerUrl)`SELECT text FROM kept`
  return [message.string(), row?.['text']]
}

describe('a stack', () => {
  test('says what it took, from where, in which version, and answers under its URLs', async () => {
    const lines: string[] = []
    const stack = await stackForTest({
      dir: temporaryDirectory(),
      need: servers,
      log: (line) => lines.push(line),
    })
    expect(lines.join('\n')).toMatch(/postgres: Postgres \d+\.\d+ from .+, port \d+/)
    expect(lines.join('\n')).toMatch(/nats: nats-server \d+\.\d+\.\d+ from .+, port \d+/)
    await writeSomething(stack)
    expect(await readSomething(stack)).toEqual(['a message', 'a row'])
  })

  test('comes back with its data, on its ports, after a stop', async () => {
    const dir = temporaryDirectory()
    const first = await startStack({ dir, need: servers, env: withoutUrls() })
    await writeSomething(first)
    const urls = first.env
    await first.stop()
    const second = await stackForTest({ dir, need: servers })
    expect(second.env).toEqual(urls)
    expect(await readSomething(second)).toEqual(['a message', 'a row'])
  })

  test('started fresh has none of the data of last time', async () => {
    const dir = temporaryDirectory()
    const first = await startStack({ dir, need: servers, env: withoutUrls() })
    await writeSomething(first)
    await first.stop()
    const second = await stackForTest({ dir, need: servers, fresh: true })
    await expect(sqlClient(second.postgres.serviceUrl)`SELECT FROM kept`).rejects.toThrow(/does not exist/)
    const manager = await (await natsClient(second.nats.url)).jetstreamManager()
    await expect(manager.streams.info('KEPT')).rejects.toThrow(/not found/)
  })

  test.each(servers)('starts %s again on the same port with the same data after a SIGKILL', async (name) => {
    const stack = await stackForTest({ dir: temporaryDirectory(), need: servers })
    await writeSomething(stack)
    const before = stack.processes.find((running) => running.name === name)
    const urls = stack.env
    await stack.kill(name, 'SIGKILL')
    expect(stack.processes.map((running) => running.name)).not.toContain(name)
    await stack.start(name)
    expect(stack.env).toEqual(urls)
    expect(stack.processes.find((running) => running.name === name)?.pid).not.toBe(before?.pid)
    expect(await readSomething(stack)).toEqual(['a message', 'a row'])
  })

  test('leaves no process and no open port when it is stopped', async () => {
    const stack = await startStack({ dir: temporaryDirectory(), need: servers, env: withoutUrls() })
    const { runId, children } = stack.run.runFile.record
    const ports = [stack.nats.url, stack.postgres.url].map((url) => Number(new URL(url).port))
    await stack.stop()
    expect(children.filter(({ identity }) => isAlive(identity))).toEqual([])
    expect(markedPids(runId)).toEqual([])
    expect(await Promise.all(ports.map(isFree))).toEqual([true, true])
  })

  test('refuses a second start on its directory and says who runs there and where', async () => {
    const dir = temporaryDirectory()
    const stack = await stackForTest({ dir, need: ['nats'] })
    stack.run.runFile.update({ endpoints: { nats: 'nats://takt:***@127.0.0.1:1' } })
    const refusal = await startStack({ dir, need: ['nats'] }).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(AlreadyRunningError)
    const { message } = refusal as AlreadyRunningError
    expect(message).toContain(`already running on ${dir}: process ${process.pid}`)
    expect(message).toContain('nats://takt:***@127.0.0.1:1')
    expect((await natsClient(stack.nats.url)).isClosed()).toBe(false)
  })

  test('two stacks run beside each other', async () => {
    const [one, two] = await Promise.all([
      stackForTest({ dir: temporaryDirectory(), need: ['nats'] }),
      stackForTest({ dir: temporaryDirectory(), need: ['nats'] }),
    ])
    expect(one.nats.url).not.toBe(two.nats.url)
    await expect(
      natsClient(one.nats.url.replace(/:\d+$/, `:${new URL(two.nats.url).port}`)),
    ).rejects.toThrow()
  })

  test('uses a server that the environment names, and leaves it running', async () => {
    const outside = await stackForTest({ dir: temporaryDirectory(), need: ['nats'] })
    const env = { ...withoutUrls(), NATS_URL: outside.nats.url }
    const stack = await startStack({ dir: temporaryDirectory(), need: ['nats'], env })
    expect(stack.nats.url).toBe(outside.nats.url)
    expect(stack.processes).toEqual([])
    await expect(stack.kill('nats')).rejects.toThrow(/not started by this stack/)
    await stack.stop()
    expect((await natsClient(outside.nats.url)).isClosed()).toBe(false)
  })

  test('names the option to mend when a server it was not asked for is used', async () => {
    const stack = await stackForTest({ dir: temporaryDirectory(), need: ['nats'] })
    expect(() => stack.postgres.url).toThrow(/add 'postgres' to the option "need"/)
  })
})

describe('the credentials', () => {
  test('are kept for their owner alone and appear in no log and no command line', async () => {
    const dir = temporaryDirectory()
    const lines: string[] = []
    const stack = await stackForTest({ dir, need: servers, log: (line) => lines.push(line) })
    await stack.kill('postgres')
    await stack.start('postgres')
    expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(dir, 'run.json')).mode & 0o777).toBe(0o600)
    const secrets = Object.values(
      JSON.parse(readFileSync(join(dir, 'secrets.json'), 'utf8')) as Record<string, string>,
    )
    expect(secrets.length).toBeGreaterThanOrEqual(4)
    const logs = readdirSync(join(dir, 'logs')).map((name) => readFileSync(join(dir, 'logs', name), 'utf8'))
    const shown = [...lines, ...logs, execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })].join('\n')
    const config = readFileSync(join(dir, 'nats', 'nats-server.conf'), 'utf8')
    for (const secret of secrets) expect(shown + config).not.toContain(secret)
  })

  test('are asked for by Postgres and NATS', async () => {
    const stack = await stackForTest({ dir: temporaryDirectory(), need: servers })
    const wrong = (url: string) => url.replace(/:t[0-9a-f]+@/, ':wrong@')
    await expect(natsClient(wrong(stack.nats.url))).rejects.toThrow(/Authorization/i)
    await expect(sqlClient(wrong(stack.postgres.url))`SELECT 1`).rejects.toThrow(
      /password authentication failed/,
    )
  })

  test('are made anew when their file is lost, without losing data', async () => {
    const dir = temporaryDirectory()
    const first = await startStack({ dir, need: servers, env: withoutUrls() })
    await writeSomething(first)
    await first.stop()
    execFileSync('rm', [join(dir, 'secrets.json')])
    const second = await stackForTest({ dir, need: servers })
    expect(second.env).not.toEqual(first.env)
    expect(await readSomething(second)).toEqual(['a message', 'a row'])
  })
})

describe('the roles', () => {
  test('the reader reads what services add later, and can change nothing', async () => {
    const stack = await stackForTest({ dir: temporaryDirectory(), need: ['postgres'] })
    const service = sqlClient(stack.postgres.serviceUrl)
    await service.unsafe('CREATE SCHEMA inventory; CREATE TABLE inventory.stock AS SELECT 5 AS quantity')
    await service.unsafe('CREATE VIEW inventory.stock_view AS SELECT * FROM inventory.stock')
    const reader = sqlClient(stack.postgres.readerUrl)
    expect(await reader`SELECT quantity FROM inventory.stock_view`).toEqual([{ quantity: 5 }])
    await expect(reader`DELETE FROM inventory.stock`).rejects.toThrow(/read-only transaction/)
    await reader`SET default_transaction_read_only = off`
    await expect(reader`DELETE FROM inventory.stock`).rejects.toThrow(/permission denied/)
    await expect(reader`CREATE TABLE public.mine (id int)`).rejects.toThrow(/permission denied/)
    expect(await reader`SHOW statement_timeout`).toEqual([{ statement_timeout: '30s' }])
  })

  test('a further database has the same roles', async () => {
    const stack = await stackForTest({ dir: temporaryDirectory(), need: ['postgres'] })
    const urls = await stack.postgres.createDatabase('another')
    await sqlClient(urls.serviceUrl)`CREATE TABLE here AS SELECT 1 AS one`
    expect(await sqlClient(urls.readerUrl)`SELECT one FROM here`).toEqual([{ one: 1 }])
    await expect(stack.postgres.createDatabase('No Name')).rejects.toThrow(/no database name/)
  })

  test('a commit is on disk when it is answered', async () => {
    const stack = await stackForTest({ dir: temporaryDirectory(), need: ['postgres'] })
    const [row] = await sqlClient(stack.postgres.serviceUrl)`
      SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
             current_setting('full_page_writes') AS pages, current_setting('listen_addresses') AS listen`
    expect(row).toEqual({ fsync: 'on', commit: 'on', pages: 'on', listen: '127.0.0.1' })
  })
})
