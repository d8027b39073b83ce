import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { EventStoreDBClient } from '@eventstore/db-client'
import { batchAppends, type Figure, fill, measureStore, readAllRate, singleAppends } from './figures.ts'
import { startServer } from './server-process.ts'

const HELP = `Measures the embedded event store: this process is the client, the server runs in another one.

  --events <n>     events in the large store (default 1000000)
  --rounds <n>     rounds of the comparison of a small and a large store (default 3)
  --json <file>    also write [{ name, value, unit }]
  --help           this text`

const SMALL_STORE = 10_000
const PHASE_MS = 3_000

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(HELP)
  process.exit(0)
}

const root = await mkdtemp(join(tmpdir(), 'event-store-bench-'))
const progress = (line: string) => console.log(line)
const figures: Figure[] = []
const note = (figure: Figure) => {
  figures.push(figure)
  progress(`${figure.name} ${figure.value.toFixed(2)} ${figure.unit}`)
}
try {
  await measureFresh()
  await measureGrowth(Number(values.events), Number(values.rounds))
} finally {
  await rm(root, { recursive: true, force: true })
}
if (values.json) await writeFile(values.json, `${JSON.stringify(figures, undefined, 2)}\n`)
process.exit(0)

async function measureFresh(): Promise<void> {
  const server = await startServer(join(root, 'fresh'))
  figures.push(...(await measureStore(server.url, { progress })))
  await server.end('SIGTERM')
}

/** A store of ten thousand events against one of very many, by turns, so that both meet the same noise. */
async function measureGrowth(events: number, rounds: number): Promise<void> {
  const large = join(root, 'large')
  const filling = await startServer(large)
  await fill(filling.url, events, progress)
  await filling.end('SIGKILL')
  const ready: number[] = []
  const rates = { small: new Map<string, number[]>(), large: new Map<string, number[]>() }
  for (let round = 0; round < rounds; round++) {
    const small = await startServer(join(root, `small-${round}`))
    await fill(small.url, SMALL_STORE, () => undefined)
    await measureRates(small.url, rates.small)
    await small.end('SIGTERM')
    const again = await startServer(large)
    ready.push(again.readyMs)
    progress(`ready after a kill in ${again.readyMs.toFixed(0)} ms`)
    await measureRates(again.url, rates.large)
    await again.end('SIGKILL')
  }
  note({ name: 'store.ready', value: median(ready), unit: 'ms' })
  // Each start has its limit, not the usual one.
  note({ name: 'store.ready.worst', value: Math.max(...ready), unit: 'ms' })
  for (const [name, of] of rates.large) {
    const small = median(rates.small.get(name) ?? [])
    progress(
      `${name}: ${small.toFixed(0)}/s at ${SMALL_STORE} events, ${median(of).toFixed(0)}/s at ${events}`,
    )
    note({ name: `${name}.large`, value: median(of), unit: '/s' })
    note({ name: `${name}.largeToSmall`, value: median(of) / small, unit: 'ratio' })
  }
}

async function measureRates(url: string, rates: Map<string, number[]>): Promise<void> {
  const client = EventStoreDBClient.connectionString(url)
  const add = (name: string, rate: number) => rates.set(name, [...(rates.get(name) ?? []), rate])
  // The read first, while the small store is still small.
  add('store.readAll', await readAllRate(client, PHASE_MS))
  add('store.append.c32', await singleAppends(client, 32, PHASE_MS))
  add('store.append.batch100', await batchAppends(client, 100, PHASE_MS))
  await client.dispose()
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
