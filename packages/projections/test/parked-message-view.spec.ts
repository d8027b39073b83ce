import { parkingOf } from '@takt/contracts'
import { migrate } from '@takt/read-models'
import { expect, test } from 'vitest'
import { createFold } from '../src/fold/fold.ts'
import { type Projected, parkedMessageView } from '../src/index.ts'
import { statements } from '../src/sql/statements.ts'
import { client, emptyDatabase, stackForFile } from './stack.ts'

const stack = await stackForFile(['postgres'])
const { MessageParked, ParkedMessageReplayed, ParkedMessageResolved, ParkedMessageDiscarded } =
  parkingOf('quality')

const at = '2026-03-02T08:00:00.000Z'
const parked = MessageParked.example.data.parked
const story: { type: string; data: unknown }[] = [
  MessageParked.create({ ...MessageParked.example.data, body: 'as it came\0' }),
  ParkedMessageReplayed.create({
    ...ParkedMessageReplayed.example.data,
    body: 'mended',
    edited: true,
    reason: 'typo',
  }),
  MessageParked.create({ ...MessageParked.example.data, body: 'mended', code: 'invalid', tries: 2 }),
  ParkedMessageReplayed.create({ ...ParkedMessageReplayed.example.data, edited: false }),
  ParkedMessageResolved.create({ ...ParkedMessageResolved.example.data, parked }),
]

const projected = ({ type, data }: { type: string; data: unknown }, n: number) =>
  ({ type, data, plant: 'P1', recordedAt: at, actor: 'ann', position: String(n + 1) }) as unknown as Projected

test.each([[1], [2], [9]])(
  'a parked message keeps its first bytes and every edit, in batches of %i',
  async (size) => {
    const sql = client((await emptyDatabase(stack)).serviceUrl, { max: 1 })
    await migrate(sql)
    const fold = createFold([parkedMessageView('quality')])
    const events = story.map(projected)
    for (let from = 0; from < events.length; from += size)
      for (const { text, parameters } of statements(fold(events.slice(from, from + size))))
        await sql.unsafe(text, [...parameters])
    const [row] = await sql`
    select body, code, state, tries, versions, position::int from quality.parked_message where parked = ${parked}`
    expect(row).toEqual({
      body: 'as it came\ufffd',
      code: 'invalid',
      state: 'resolved',
      tries: 2,
      versions: [{ at, actor: 'ann', reason: 'typo', body: 'mended' }],
      position: 5,
    })
  },
)

test('a discarded message says why', async () => {
  const sql = client((await emptyDatabase(stack)).serviceUrl, { max: 1 })
  await migrate(sql)
  const discarded = ParkedMessageDiscarded.create({ parked, reason: 'a test message' })
  const folds = createFold([parkedMessageView('quality')])([MessageParked.example, discarded].map(projected))
  for (const { text, parameters } of statements(folds)) await sql.unsafe(text, [...parameters])
  const [row] = await sql`select state, reason from quality.parked_message`
  expect(row).toEqual({ state: 'discarded', reason: 'a test message' })
})
