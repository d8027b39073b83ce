import { createServer } from 'node:net'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import type { Log } from '../src/log.ts'
import { patiently } from '../src/patiently.ts'

const said: string[] = []
const say = (level: string) => (_about: object, sentence: string) => void said.push(`${level} ${sentence}`)
const log: Log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }

test('a server that is away is waited for; one line says so, and one that it is back', async () => {
  const server = createServer((socket) => socket.end())
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  )
  await new Promise((resolve) => server.close(resolve))
  let tries = 0
  const sql = postgres({ host: '127.0.0.1', port, max: 1, connect_timeout: 1 })
  const answer = await patiently('Postgres', log, async () => {
    // Nobody listens: the driver's own error is the one to be told from others.
    if (++tries < 3) await sql`select 1`
    return 'here'
  })
  await sql.end({ timeout: 0 })
  expect([answer, tries]).toEqual(['here', 3])
  expect(said).toEqual(['warn waiting for Postgres', 'info Postgres answers'])
})

test('an error that waiting cannot mend is thrown at once', async () => {
  const wrong = Object.assign(new Error('no such role'), { code: '28000' })
  await expect(patiently('Postgres', log, () => Promise.reject(wrong))).rejects.toBe(wrong)
})
