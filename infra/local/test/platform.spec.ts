import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Platform, type ServiceSpec, type Stack, startPlatform } from '../src/index.ts'
import { directions } from '../src/launcher.ts'
import { isAlive } from '../src/process/identity.ts'
import { markedPids } from '../src/process/sweep.ts'
import { natsClient } from './clients.ts'
import { stackForTest, temporaryDirectory } from './temporary.ts'
import { until } from './until.ts'

const program = (name: string) => fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url))
const small = (name: string): ServiceSpec => ({
  name,
  entry: program('small-service'),
  env: { SMALL_SUBJECT: `small.${name}` },
})

async function platformForTest(
  services: readonly ServiceSpec[],
): Promise<{ stack: Stack; platform: Platform; lines: string[] }> {
  const lines: string[] = []
  const log = (line: string) => void lines.push(line)
  const stack = await stackForTest({ dir: temporaryDirectory() })
  const platform = await startPlatform({ stack, services, log })
  onTestFinished(() => platform.stop())
  return { stack, platform, lines }
}

const pidOf = (platform: Platform, name: string) => platform.services.find((each) => each.name === name)?.pid

async function ask(stack: Stack, name: string): Promise<number> {
  return Number(
    (await (await natsClient(stack.nats.url)).request(`small.${name}`, '', { timeout: 10_000 })).string(),
  )
}

describe('a platform', () => {
  test('runs each service as a process of its own and writes where to go, for its owner only', async () => {
    const { stack, platform } = await platformForTest([small('one'), small('two')])
    await platform.waitReady()
    expect(await ask(stack, 'one')).toBe(pidOf(platform, 'one'))
    expect(await ask(stack, 'two')).toBe(pidOf(platform, 'two'))
    const path = join(stack.run.dir, 'endpoints.json')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      graphql: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/),
      nats: stack.nats.url,
      eventStore: stack.eventStore.url,
      postgres: stack.postgres.serviceUrl,
      postgresReader: stack.postgres.readerUrl,
    })
    const shown = directions(stack.run.dir, platform)
    expect(shown).toContain(platform.endpoints.graphql)
    expect(shown).not.toMatch(/:t[0-9a-f]{20,}@/)
  })

  test('starts a killed service again while the others go on', async () => {
    const { stack, platform, lines } = await platformForTest([small('one'), small('two')])
    await platform.waitReady()
    const [one, two] = [pidOf(platform, 'one'), pidOf(platform, 'two')]
    await platform.kill('one')
    expect(await ask(stack, 'two')).toBe(two)
    await platform.waitReady('one')
    expect(await ask(stack, 'one')).not.toBe(one)
    expect(pidOf(platform, 'two')).toBe(two)
    expect(platform.services.map(({ restarts }) => restarts)).toEqual([1, 0])
    expect(lines.join('\n')).toContain('one: starting it again in 250 ms, because it ended with SIGKILL')
  })

  test.each(['postgres', 'nats', 'eventStore'] as const)(
    'starts a killed %s again on its port',
    async (server) => {
      const { stack, platform } = await platformForTest([small('one')])
      await platform.waitReady()
      const before = stack.processes.find(({ name }) => name === server)?.pid
      const urls = stack.env
      await platform.kill(server)
      await platform.waitReady()
      expect(stack.processes.find(({ name }) => name === server)?.pid).not.toBe(before)
      expect(stack.env).toEqual(urls)
      expect(await ask(stack, 'one')).toBe(pidOf(platform, 'one'))
      expect(platform.services[0]?.restarts).toBe(0)
    },
  )

  test('tries a service that cannot run again after growing pauses, and says why', async () => {
    const { platform, lines } = await platformForTest([
      small('one'),
      { name: 'broken', entry: program('ends-at-once') },
    ])
    await platform.waitReady('one')
    await until('the third pause was announced', () =>
      lines.some((line) => line.includes('again in 1000 ms')),
    )
    const pauses = lines.filter((line) => line.startsWith('broken: starting'))
    expect(pauses.slice(0, 3)).toEqual(
      [250, 500, 1000].map((ms) =>
        expect.stringContaining(
          `again in ${ms} ms, because it ended with 3: the license of this service has expired`,
        ),
      ),
    )
    await expect(platform.waitReady(undefined, 0)).rejects.toThrow(/broken: /)
    await platform.waitReady('one')
  })

  test('shows warnings a few at a time', async () => {
    const { stack, platform, lines } = await platformForTest([small('one')])
    await platform.waitReady()
    await ask(stack, 'one')
    const summary = /one: … and 22 more such lines in .*one\.log/
    await until('the rest is summed up', () => lines.some((line) => summary.test(line)))
    expect(lines.filter((line) => line.includes('warning number')).length).toBeLessThanOrEqual(8)
    expect(readFileSync(join(stack.run.dir, 'logs', 'one.log'), 'utf8')).toContain('warning number 30')
  })

  test('stops its services while their servers still run, and leaves nothing', async () => {
    const { stack, platform } = await platformForTest([small('one')])
    await platform.waitReady()
    const { runId, children } = stack.run.runFile.record
    expect(children.map(({ name }) => name).sort()).toEqual(['event-store', 'nats', 'one', 'postgres'])
    await platform.stop()
    expect(children.filter(({ identity }) => isAlive(identity))).toEqual([])
    expect(markedPids(runId)).toEqual([])
    expect(readFileSync(join(stack.run.dir, 'logs', 'one.log'), 'utf8')).toContain(
      'stopping, nats still there',
    )
  })

  test('refuses a GraphQL port that is taken, and names of nothing', async () => {
    const { stack, platform } = await platformForTest([])
    const port = Number(new URL(stack.nats.url).port)
    await expect(startPlatform({ stack, services: [], graphqlPort: port })).rejects.toThrow(
      `port ${port}, asked for`,
    )
    await expect(platform.kill('nothing')).rejects.toThrow(
      /nothing is called "nothing" here; known are postgres, nats/,
    )
  })
})
