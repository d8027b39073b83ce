import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { outsider } from '../plant/publish.ts'
import { figure } from './figure.ts'
import { createReport, type Report } from './report.ts'
import * as stage from './stages.ts'
import { checkTruths } from './truths.ts'
import { publishWorld } from './world.ts'

const STAGES = ['store', 'movements', 'questions', 'promising', 'history', 'rebuild'] as const
type Stage = (typeof STAGES)[number]

const HELP = `npm run bench                    measures Takt on this machine, each figure with the floor it stands on
npm run bench -- --json FILE     writes [{ name, value, unit, floor, ratio }] too
npm run bench -- --only STAGE    one of ${STAGES.join(', ')}; may be given more than once
npm run bench -- --movements N   movements of each throughput figure; 20000 when left out
npm run bench -- --history N     events of the item that is loaded cold; 100000 when left out

It starts servers of its own on free ports of 127.0.0.1 and removes them afterwards.`

interface Options {
  readonly stages: ReadonlySet<Stage>
  readonly movements: number
  readonly history: number
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      only: { type: 'string', multiple: true },
      movements: { type: 'string', default: '20000' },
      history: { type: 'string', default: '100000' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const unknown = values.only?.find((name) => !STAGES.includes(name as Stage))
  if (unknown !== undefined) {
    console.error(`There is no stage ${unknown}.\n\n${HELP}`)
    return 2
  }
  const report = createReport()
  const dir = mkdtempSync(join(tmpdir(), 'takt-bench-'))
  try {
    await measure(dir, report, {
      stages: new Set(values.only ? (values.only as Stage[]) : STAGES),
      movements: Number(values.movements),
      history: Number(values.history),
    })
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report.figures, null, 2)}\n`)
  report.say('done')
  return 0
}

async function measure(dir: string, report: Report, { stages, movements, history }: Options): Promise<void> {
  if (stages.has('store')) await stage.storeAlone(join(dir, 'store'), report)
  if (stages.size === 1 && stages.has('store')) return
  report.say('starting Takt')
  let platform = await stage.start(join(dir, 'takt'))
  const nats = await outsider(platform.endpoints.nats)
  const sql = postgres(platform.endpoints.postgres, { max: 4, onnotice: () => {} })
  const bench = { platform, nats, sql, report, movements, history }
  const floors = await stage.floors(bench)
  await publishWorld(nats, sql)
  report.say('a thousand items are known')
  if (stages.has('movements')) {
    await stage.throughputs(bench, floors)
    await stage.latencies(bench)
    await checkTruths(sql, platform.endpoints.graphql)
  }
  if (stages.has('questions')) await stage.questions(bench, floors)
  if (stages.has('promising')) await stage.promising(bench, floors)
  if (stages.has('history')) await stage.longHistory(bench)
  await nats.close()
  await sql.end()
  if (stages.has('rebuild')) await stage.rebuild(bench, floors)
  await platform.stop()

  const before = performance.now()
  platform = await stage.start(join(dir, 'takt'))
  report.note(figure('start.warm', (performance.now() - before) / 1000, 's'))
  await platform.stop()
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.stack)
    process.exit(1)
  },
)
