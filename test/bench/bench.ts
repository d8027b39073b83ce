import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { type Platform, startPlatform, startStack } from '@takt/infra-local'
import postgres from 'postgres'
import { measureStore } from '../../packages/event-store-embedded/bench/figures.ts'
import { outsider } from '../plant/publish.ts'
import { type Figure, figure, line, percentile } from './figure.ts'
import { publishFloor, upsertFloor, yogaFloor } from './floors.ts'
import { closedLoop } from './load.ts'
import { latency, throughput } from './movements.ts'
import { itemName, PLANT, publishWorld, uniform, zipf } from './world.ts'

const HELP = `npm run bench                    measures Takt on this machine, each figure with the floor it stands on
npm run bench -- --json FILE     writes [{ name, value, unit, floor, ratio }] too
npm run bench -- --movements N   movements of each throughput figure; 20000 when left out

It starts servers of its own on free ports of 127.0.0.1 and removes them afterwards.`

const CONNECTIONS = 32
const QUERY_MS = 6_000
const WARM_UP = 5_000
const LATENCY = { perSecond: 500, seconds: 20 }

const begun = performance.now()
const say = (text: string) =>
  console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${text}`)
const figures: Figure[] = []
function note(...measured: readonly Figure[]): void {
  for (const each of measured) say(line(each))
  figures.push(...measured)
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      movements: { type: 'string', default: '20000' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const dir = mkdtempSync(join(tmpdir(), 'takt-bench-'))
  try {
    await storeFigures(join(dir, 'store'))
    await platformFigures(join(dir, 'takt'), Number(values.movements))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`)
  say('done')
  return 0
}

async function storeFigures(dir: string): Promise<void> {
  say('the event store by itself')
  const stack = await startStack({ dir, need: ['eventStore'] })
  const measured = await measureStore(stack.eventStore.url, { progress: say })
  figures.push(...measured.map((m) => figure(m.name, m.value, m.unit)))
  await stack.stop()
}

async function platformFigures(dir: string, movements: number): Promise<void> {
  say('starting Takt')
  let platform = await start(dir)
  const nats = await outsider(platform.endpoints.nats)
  const sql = postgres(platform.endpoints.postgres, { max: 4, onnotice: () => {} })
  const store = figures.find((f) => f.name === 'store.append.batch100')?.value

  const publishes = await publishFloor(nats)
  const upserts = await upsertFloor(sql)
  const yoga = await yogaFloor(CONNECTIONS, QUERY_MS)
  note(
    figure('floor.publish', publishes, 'messages/s'),
    figure('floor.upsert', upserts, 'rows/s'),
    figure('floor.yoga', yoga, 'queries/s'),
  )
  const floor = Math.min(publishes, upserts, store ?? Number.POSITIVE_INFINITY)
  await publishWorld(nats, sql)
  say('a thousand items are known')
  await throughput(nats, sql, uniform, WARM_UP, () => {})
  say(`warmed up with ${WARM_UP} movements, which do not count: code compiled, every item loaded once`)

  for (const [name, keys] of [
    ['movements.uniform', uniform],
    ['movements.zipf', zipf()],
  ] as const) {
    let shown = 0
    const rate = await throughput(nats, sql, keys, movements, (done) => {
      if (done < shown + movements / 4) return
      shown = done
      say(`${name}: ${done} of ${movements} visible`)
    })
    note(figure(name, rate, 'movements/s', floor))
  }
  const late = await latency(nats, sql, LATENCY.perSecond, LATENCY.seconds)
  note(figure('latency.p50', late.p50Ms, 'ms'), figure('latency.p99', late.p99Ms, 'ms'))
  await queries(platform.endpoints.graphql, yoga)
  await nats.close()
  await sql.end()
  await rebuild(platform, floor)
  await platform.stop()

  const before = performance.now()
  platform = await start(dir)
  note(figure('start.warm', (performance.now() - before) / 1000, 's'))
  await platform.stop()
}

async function start(dir: string): Promise<Platform> {
  const stack = await startStack({ dir })
  const platform = await startPlatform({ stack })
  await platform.waitReady()
  return platform
}

async function queries(url: string, yoga: number): Promise<void> {
  const fields = 'available earliest(amount: "10")'
  const one = (i: number) =>
    JSON.stringify({
      query: `query ($item: ID!) { atp(plant: "${PLANT}", item: $item) { ${fields} } }`,
      variables: { item: uniform(i) },
    })
  const twenty = (i: number) =>
    JSON.stringify({
      query: `query ($requests: [AtpRequest!]!) { atps(requests: $requests) { ${fields} } }`,
      variables: {
        requests: Array.from({ length: 20 }, (_, k) => ({
          plant: PLANT,
          item: itemName((i * 20 + k) % 1000),
        })),
      },
    })
  for (const [name, body] of [
    ['atp.one', one],
    ['atp.twenty', twenty],
  ] as const) {
    await closedLoop(url, body, { connections: CONNECTIONS, durationMs: 2_000, percentile })
    const load = await closedLoop(url, body, { connections: CONNECTIONS, durationMs: QUERY_MS, percentile })
    note(figure(name, load.perSecond, 'queries/s', yoga), figure(`${name}.p99`, load.p99Ms, 'ms'))
  }
}

async function rebuild({ endpoints }: Platform, floor: number): Promise<void> {
  const env = { ...process.env, DATABASE_URL: endpoints.postgres, EVENTSTORE_URL: endpoints.eventStore }
  const args = ['--import', 'tsx', 'packages/projections/src/cli.ts', 'rebuild', 'stock_on_hand']
  const { stdout } = await promisify(execFile)(process.execPath, args, { env })
  const rate = /events, ([\d,]+)\/s/.exec(
    stdout
      .split('\n')
      .reverse()
      .find((l) => l.includes('rebuilt')) ?? '',
  )?.[1]
  if (!rate) throw new Error(`the rebuild said no rate:\n${stdout}`)
  note(figure('rebuild', Number(rate.replaceAll(',', '')), 'events/s', floor))
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.stack)
    process.exit(1)
  },
)
