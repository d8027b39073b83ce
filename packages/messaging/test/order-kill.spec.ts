import { createEventLog } from '@takt/event-sourcing'
import { expect, test } from 'vitest'
import { connect, ensureStreams } from '../src/index.ts'
import { startChild } from './support/child.ts'
import { random } from './support/random.ts'
import { ShelfFillReported, shelfContracts } from './support/shelf.ts'
import { useStack } from './support/stack.ts'
import { until } from './support/until.ts'

const servers = useStack('nats', 'eventStore', 'postgres')
const SEED = Number(process.env['TAKT_SEED'] ?? 11)
const KILLS = Number(process.env['TAKT_KILLS'] ?? 2)
const SHELVES = ['A', 'B', 'C', 'D', 'E', 'F']

// Each kill costs a start of a process, which takes its time on a busy machine.
test('G1, G2, G4: killed at any moment, a service gives every message one effect, in the order of each aggregate', async () => {
  const next = random(SEED)
  const { stack } = servers
  const { url } = await stack.postgres.createDatabase('order_kill')
  const log = createEventLog({ url: stack.eventStore.url, contracts: shelfContracts })
  const nats = await connect({ url: stack.nats.url, name: 'outside' })
  await ensureStreams(nats)

  const counts = Object.fromEntries(SHELVES.map((shelf) => [shelf, 0]))
  const effects = async (shelf: string) => (await log.readLast(`inventory.shelf-P1:${shelf}`))?.revision ?? -1
  const total = async () =>
    (await Promise.all(SHELVES.map(effects))).reduce((sum, revision) => sum + revision + 1, 0)
  const sent = () => Object.values(counts).reduce((sum, count) => sum + count, 0)

  let publishing = true
  const publisher = (async () => {
    while (publishing) {
      // Enough in the queue for a kill in the middle, not so much that the end takes long.
      await until('there is room', async () => !publishing || sent() - (await total()) < 800, 120_000)
      const batch = Array.from({ length: 20 }, () => {
        const shelf = SHELVES[Math.floor(next() * SHELVES.length)] as string
        const pieces = 1000 + (counts[shelf] as number)
        counts[shelf] = (counts[shelf] as number) + 1
        return { shelf, pieces }
      })
      await Promise.all(
        batch.map(({ shelf, pieces }) =>
          nats.jetstream().publish(ShelfFillReported.subject('in', 'P1'), JSON.stringify({ shelf, pieces }), {
            msgID: `${shelf}-${pieces}`,
          }),
        ),
      )
    }
  })()
  const env = { ...stack.env, DATABASE_URL: url }
  for (let kill = 0; kill < KILLS; kill++) {
    const service = await startChild('service-process.ts', env)
    const target = (await total()) + 1 + Math.floor(next() * 800)
    await until(`${target} messages have their effect`, async () => (await total()) >= target, 120_000)
    await service.kill()
  }
  publishing = false
  await publisher
  await startChild('service-process.ts', env)
  await until(`all ${sent()} messages have their effect`, async () => (await total()) >= sent(), 120_000)

  for (const shelf of SHELVES) {
    const events = await log.readStream(`inventory.shelf-P1:${shelf}`)
    const pieces = events.map((event) => (event.data as { pieces: number }).pieces)
    expect(pieces).toEqual(Array.from({ length: counts[shelf] as number }, (_, i) => 1000 + i))
  }
  await log.close()
  await nats.close()
}, 300_000)
