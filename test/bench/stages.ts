import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Platform, startPlatform, startStack } from '@takt/infra-local'
import type { NatsConnection } from 'nats'
import type { Sql } from 'postgres'
import { measureStore } from '../../packages/event-store-embedded/bench/figures.ts'
import { asOfLong } from './as-of.ts'
import { coldLoad } from './cold-load.ts'
import { type Figure, figure } from './figure.ts'
import { publishFloor, upsertFloor, yogaFloor } from './floors.ts'
import { latency, throughput } from './movements.ts'
import { hotPromises, manyReservations } from './promises.ts'
import { fullAnswer, plainQuestions, publishBusyItems, twentyToOne } from './questions.ts'
import type { Report } from './report.ts'
import { checkTruths } from './truths.ts'
import { uniform, zipf } from './world.ts'

const FLOOR = { connections: 32, durationMs: 6_000 }
const WARM_UP = 20_000
const LATENCY = { perSecond: 500, seconds: 20 }

/** A running plant, and what it is measured with. */
export interface Bench {
  readonly platform: Platform
  readonly nats: NatsConnection
  readonly sql: Sql
  readonly report: Report
  /** Movements of each throughput figure. */
  readonly movements: number
  /** Events of the item that is loaded cold. */
  readonly history: number
}

export interface Floors {
  /** Messages/s of the slowest of the three that every movement passes. */
  readonly way: number
  /** Queries/s of a bare yoga. */
  readonly yoga: number
}

export async function storeAlone(dir: string, { say, note }: Report): Promise<void> {
  say('the event store by itself')
  const stack = await startStack({ dir, need: ['eventStore'] })
  const measured = await measureStore(stack.eventStore.url, { progress: () => {} })
  note(...measured.map((m) => figure(m.name, m.value, m.unit)))
  await stack.stop()
}

export async function floors({ nats, sql, report }: Bench): Promise<Floors> {
  const publishes = await publishFloor(nats)
  const upserts = await upsertFloor(sql)
  const yoga = await yogaFloor(FLOOR.connections, FLOOR.durationMs)
  report.note(
    figure('floor.publish', publishes, 'messages/s'),
    figure('floor.upsert', upserts, 'rows/s'),
    figure('floor.yoga', yoga, 'queries/s'),
  )
  const store = report.figures.find((f) => f.name === 'store.append.batch100')?.value
  return { way: Math.min(publishes, upserts, store ?? Number.POSITIVE_INFINITY), yoga }
}

export async function throughputs({ nats, sql, report, movements }: Bench, { way }: Floors): Promise<void> {
  await throughput(nats, sql, uniform, WARM_UP, () => {})
  report.say(`warmed up with ${WARM_UP} movements, which do not count: code compiled, every item loaded once`)
  for (const [name, keys] of [
    ['movements.uniform', uniform],
    ['movements.zipf', zipf()],
  ] as const) {
    let shown = 0
    const rate = await throughput(nats, sql, keys, movements, (done) => {
      if (done < shown + movements / 4) return
      shown = done
      report.say(`${name}: ${done} of ${movements} visible`)
    })
    report.note(figure(name, rate, 'movements/s', way))
  }
}

export async function latencies({ nats, sql, report }: Bench): Promise<void> {
  const late = await latency(nats, sql, LATENCY.perSecond, LATENCY.seconds)
  report.note(figure('latency.p50', late.p50Ms, 'ms'), figure('latency.p99', late.p99Ms, 'ms'))
}

export async function questions({ platform, report }: Bench, { yoga }: Floors): Promise<void> {
  const { one, twenty } = await plainQuestions(platform.endpoints.graphql)
  report.note(
    figure('atp.one', one.perSecond, 'queries/s', yoga),
    figure('atp.one.p99', one.p99Ms, 'ms'),
    figure('atp.twenty', twenty.perSecond, 'queries/s', yoga),
    figure('atp.twenty.p99', twenty.p99Ms, 'ms'),
  )
}

/** Each of these figures counts only where stock, reservations and ATP are what their events come to after it. */
export async function promising(bench: Bench, { yoga }: Floors): Promise<void> {
  const { platform, nats, sql } = bench
  const { graphql } = platform.endpoints
  const world = { nats, sql, graphql }
  const checked = (measured: readonly Figure[]) => notedOnceTrue(bench, measured)
  await checked([figure('promise.hot', await hotPromises(world), 'decisions/s')])
  await checked([figure('reservations.10k', await manyReservations(world), 's')])
  await publishBusyItems(nats, sql)
  const full = await fullAnswer(graphql)
  await checked([
    figure('atp.full', full.peak, 'queries/s', yoga),
    figure('atp.p99', full.p99Ms, 'ms'),
    figure('atp.p99.worst', full.worst, 'ms'),
    figure('atp.twentyToOne', await twentyToOne(graphql), 'times'),
  ])
}

/** An item with a long history: how soon it is decided on, and how soon its past is told. */
export async function longHistory(bench: Bench): Promise<void> {
  const { platform, nats, sql, report, history } = bench
  const cold = await coldLoad(platform, { nats, sql, events: history }, report.say)
  await notedOnceTrue(bench, [figure('cold.load', cold, 'ms')])
  const { anew, again } = await asOfLong(platform.endpoints.graphql, sql)
  const name = `asOf.${Math.round(history / 1000)}k`
  report.note(figure(name, anew, 'ms'), figure(`${name}.again`, again, 'ms'))
}

async function notedOnceTrue({ platform, sql, report }: Bench, measured: readonly Figure[]): Promise<void> {
  await checkTruths(sql, platform.endpoints.graphql)
  report.note(...measured)
}

export async function rebuild({ platform, report }: Bench, { way }: Floors): Promise<void> {
  const { endpoints } = platform
  const env = { ...process.env, DATABASE_URL: endpoints.postgres, EVENTSTORE_URL: endpoints.eventStore }
  const args = ['--import', 'tsx', 'packages/projections/src/cli.ts', 'rebuild', 'stock_on_hand']
  const { stdout } = await promisify(execFile)(process.execPath, args, { env })
  const rate = /rebuilt.*events, ([\d,]+)\/s/.exec(stdout)?.[1]
  if (!rate) throw new Error(`the rebuild said no rate:\n${stdout}`)
  report.note(figure('rebuild', Number(rate.replaceAll(',', '')), 'events/s', way))
}

export async function start(dir: string): Promise<Platform> {
  const stack = await startStack({ dir })
  const platform = await startPlatform({ stack })
  await platform.waitReady()
  return platform
}
