import type { InboxRow, RecordedEvent } from '@takt/event-sourcing'
import { migrate } from '@takt/read-models'
import { describe, expect, test } from 'vitest'
import { inboxStatements } from '../src/inbox/inbox-statements.ts'
import { createInbox } from '../src/index.ts'
import { client, emptyDatabase, stackForFile } from './stack.ts'

const stack = await stackForFile(['postgres'])

async function inbox() {
  const sql = client((await emptyDatabase(stack)).serviceUrl)
  await migrate(sql)
  return createInbox(sql, 'quality')
}

const effect = (id: string, position = '10'): InboxRow => ({
  id,
  hash: 'h1',
  stream: 's',
  revision: 3,
  position,
})
const refusal = (id: string): InboxRow => ({
  ...effect(id, '5'),
  rejection: { code: 'held', message: 'The lot is "held".', details: { lot: 'L\\1' } },
})

describe('an inbox', () => {
  test('G2: gives back what it was told, and nothing of ids it never saw', async () => {
    const { lookup, record } = await inbox()
    await record([effect('a'), refusal('b "quoted", {odd}')])
    const found = await lookup(['b "quoted", {odd}', 'never', 'a'])
    expect(Object.fromEntries(found)).toEqual({
      a: effect('a'),
      'b "quoted", {odd}': refusal('b "quoted", {odd}'),
    })
    expect(await lookup([])).toEqual(new Map())
  })

  test('G2: keeps the first effect of an id for ever', async () => {
    const { lookup, record } = await inbox()
    await record([effect('a')])
    await record([{ ...effect('a', '99'), hash: 'other' }])
    await record([refusal('a')])
    expect((await lookup(['a'])).get('a')).toEqual(effect('a'))
  })

  test('lets a refusal give way to an effect, not to another refusal', async () => {
    const { lookup, record } = await inbox()
    await record([refusal('a')])
    await record([{ ...refusal('a'), hash: 'other' }])
    expect((await lookup(['a'])).get('a')).toEqual(refusal('a'))
    await record([effect('a')])
    expect((await lookup(['a'])).get('a')).toEqual(effect('a'))
  })

  test('is written by many at once, the same ids in any order, without a deadlock', async () => {
    const { lookup, record } = await inbox()
    const ids = Array.from({ length: 400 }, (_, n) => `m-${(n * 7919) % 400}`)
    const writers = Array.from({ length: 6 }, (_, n) => (n % 2 === 0 ? ids : ids.toReversed()))
    await Promise.all(writers.map((order) => record(order.map((id) => effect(id)))))
    expect((await lookup(ids)).size).toBe(400)
  })

  test('is filled from the log with the ids of messages, and with those that their events claim', async () => {
    const sql = client((await emptyDatabase(stack)).serviceUrl)
    await migrate(sql)
    const event = (revision: number, claims?: string[]) =>
      ({
        ...{ stream: 's', revision, position: `${10 + revision}` },
        metadata: { messageId: 'm1', hash: 'h1', ...(claims ? { claims } : {}) },
      }) as unknown as RecordedEvent
    for (const { text, parameters } of inboxStatements('quality', [event(3), event(4, ['c1']), event(5)]))
      await sql.unsafe(text, parameters as string[])
    const found = await createInbox(sql, 'quality').lookup(['m1', 'c1'])
    expect([...found.values()].map(({ id, revision }) => [id, revision]).sort()).toEqual([
      ['c1', 4],
      ['m1', 5],
    ])
  })
})
