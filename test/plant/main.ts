import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { askAnswers } from './answers.ts'
import { differences } from './compare.ts'
import { playDay } from './day.ts'
import { type Api, api } from './graphql.ts'
import { outsider, publishAll } from './publish.ts'
import { atpTable, workOrderBoard } from './tables.ts'
import { BILL_OF_MATERIAL, ITEMS, PLANTS } from './world.ts'

const HELP = `Plays a day at a demo plant through NATS, as outside systems would, and checks what Takt answers.

  node --import tsx test/plant/main.ts [--endpoints FILE] [--seed N] [--timeout SECONDS]

  --endpoints FILE   where Takt is reached; .takt/endpoints.json when left out
  --seed N           another seed is another day; 1 when left out
  --timeout SECONDS  how long the answers may take to come out right; 120 when left out

Play it on an empty store: the expected end state is that of this day alone.
Exit 0: every answer is the expected one. Exit 1: the differences are named. Exit 2: wrong arguments.`

const SHOWN = 20

async function until<T>(what: string, timeoutMs: number, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`${what} took longer than ${timeoutMs / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function masterDataKnown(client: Api): Promise<true | undefined> {
  const items = Object.keys(ITEMS).map((item) => `${item}: item(item: "${item}") { item }`)
  const plants = PLANTS.map(({ plant }) => `${plant}: plant(plant: "${plant}") { plant }`)
  const found = await client.ask<Record<string, unknown>>(
    `{ ${[...items, ...plants].join(' ')} bom: billOfMaterial(item: "${BILL_OF_MATERIAL.item}") { item } }`,
  )
  return Object.values(found).every((v) => v !== null) || undefined
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      endpoints: { type: 'string', default: '.takt/endpoints.json' },
      seed: { type: 'string', default: '1' },
      timeout: { type: 'string', default: '120' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const endpoints = JSON.parse(readFileSync(values.endpoints, 'utf8')) as { graphql: string; nats: string }
  const timeoutMs = Number(values.timeout) * 1000
  const now = new Date()
  const run = `D${now.toISOString().slice(5, 16).replace(/\D/g, '')}`
  const day = playDay(Number(values.seed), run, now)
  const client = api(endpoints.graphql)
  const nats = await outsider(endpoints.nats)
  try {
    console.log(`publishing master data: ${day.masterData.length} messages`)
    await publishAll(nats, day.masterData)
    await until('making the master data known', timeoutMs, () => masterDataKnown(client))
    const total = day.messages.length
    const step = Math.ceil(total / 8)
    let shown = 0
    await publishAll(nats, day.messages, (sent) => {
      if (sent < shown + step && sent < total) return
      shown = sent
      console.log(`the day: ${sent} of ${total} messages published`)
    })
    console.log('waiting until every answer is the expected one')
    let last: string[] = []
    const answers = await until('the answers', timeoutMs, async () => {
      const current = await askAnswers(client)
      last = differences(day.ledger, current, run)
      return last.length === 0 ? current : undefined
    }).catch(async () => undefined)
    const shownAnswers = answers ?? (await askAnswers(client))
    console.log(
      `\nAvailable to promise\n${atpTable(shownAnswers)}\n\nWork orders\n${workOrderBoard(shownAnswers)}\n`,
    )
    console.log(
      `${day.ledger.parked.size} messages could not be understood and are parked with their reasons`,
    )
    if (answers) {
      console.log(
        `the day came out right: ${day.ledger.stock.size} stock figures, ${day.ledger.orders.size} work orders, every ATP bucket`,
      )
      return 0
    }
    console.error(`the day did NOT come out right after ${values.timeout} s, ${last.length} differences:`)
    for (const difference of last.slice(0, SHOWN)) console.error(`  ${difference}`)
    if (last.length > SHOWN) console.error(`  and ${last.length - SHOWN} more`)
    return 1
  } finally {
    await nats.drain()
  }
}

main().then(
  (code) => process.exit(code),
  (error: Error & { code?: string }) => {
    console.error(error.message)
    process.exit(error.code?.startsWith('ERR_PARSE_ARGS') ? 2 : 1)
  },
)
