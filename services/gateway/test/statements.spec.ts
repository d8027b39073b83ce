import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '@takt/infra-local'
import { migrate } from '@takt/read-models'
import { drizzle } from 'drizzle-orm/postgres-js'
import { createYoga } from 'graphql-yoga'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GatewayContext } from '../src/context.ts'
import { readAfter } from '../src/read-after.ts'
import { createLoaders } from '../src/reading/loaders.ts'
import { schema } from '../src/schema/index.ts'
import { fillTables } from './full-tables.ts'
import { pagedQueries, wholeQueries } from './whole-queries.ts'

const FEW = 2
const MANY = 20

const dir = mkdtempSync(join(tmpdir(), 'takt-gateway-'))
const stack = await startStack({ dir, need: ['postgres'], env: { ...process.env, DATABASE_URL: undefined } })
const statements: string[] = []
// One connection: each new one asks for Postgres's types once, and would be counted for it.
const sql = postgres(stack.postgres.readerUrl, {
  max: 1,
  onnotice: () => {},
  debug: (_connection, statement) => statements.push(statement),
})
const db = drizzle(sql)
/** What queries work with, as the gateway makes it; there is no NATS here that could be asked. */
const context = {
  db,
  loaders: createLoaders(db),
  readAfter: readAfter(sql),
  undelivered: async () => null,
} satisfies Partial<GatewayContext>
const yoga = createYoga({ schema, context, maskedErrors: false, logging: false })

beforeAll(async () => {
  const service = postgres(stack.postgres.serviceUrl, { max: 1, onnotice: () => {} })
  await migrate(service)
  await fillTables(service)
  await service.end()
  await sql`select 1`
})

afterAll(async () => {
  await sql.end({ timeout: 1 })
  await stack.stop()
  rmSync(dir, { recursive: true, force: true })
})

/** Its answer and the statements it took. */
async function run(query: string) {
  statements.length = 0
  const response = await yoga.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: unknown }
  expect(errors, query).toBeUndefined()
  return { data, statements: [...statements] }
}

/** Where an answer has a list with nothing in it: what is asked of its rows was not asked of anything. */
function emptyLists(value: unknown, path = ''): string[] {
  if (Array.isArray(value) && value.length === 0) return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, below]) => emptyLists(below, `${path}.${name}`))
}

interface Asked<Answer> {
  readonly name: string
  readonly args: (size: number) => string
  readonly always: string
  readonly rows: (answer: Answer) => number
}

async function asksAsOftenForManyRows<Answer>({ rows, ...asked }: Asked<Answer>) {
  const answered = async (query: string, size: number) => {
    const { data, statements } = await run(query)
    expect(emptyLists(data), 'full-tables.ts must say what these hold').toEqual([])
    expect(rows(data[asked.name] as Answer), query).toBe(size)
    return statements
  }
  for (const query of wholeQueries({ ...asked, largest: MANY })) {
    const few = await answered(query(FEW), FEW)
    expect(few).not.toEqual([])
    expect(await answered(query(MANY), MANY), query(MANY)).toHaveLength(few.length)
  }
}

describe('a query takes as many SQL statements for 20 rows as for 2, whatever is selected', () => {
  test.each(pagedQueries())('%s', (name) =>
    asksAsOftenForManyRows({
      name,
      args: (size) => `first: ${size}`,
      always: 'edges { cursor }',
      rows: ({ edges }: { edges: unknown[] }) => edges.length,
    }),
  )

  test('stockAsHappened, by places', () =>
    asksAsOftenForManyRows({
      name: 'stockAsHappened',
      args: (size) =>
        `plant: "P40", item: "I40", time: "${new Date().toISOString()}", first: ${size === MANY ? MANY : FEW}`,
      always: 'edges { cursor }',
      rows: ({ edges }: { edges: unknown[] }) => edges.length,
    }))

  test('atps', async () => {
    const request = (n: number) => `{ plant: "P${n}", item: "I${n}" }`
    await asksAsOftenForManyRows({
      name: 'atps',
      args: (size) => `requests: [${Array.from({ length: size }, (_, i) => request(i + 1)).join(', ')}]`,
      always: 'item',
      rows: (answer: unknown[]) => answer.length,
    })
  })

  test('capableToPromise, by components', async () => {
    const date = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10)
    await asksAsOftenForManyRows({
      name: 'capableToPromise',
      args: (size) => `plant: "P1", item: "I${size}", quantity: { amount: "5", unit: "EA" }, date: "${date}"`,
      always: 'checks { level }',
      rows: ({ checks }: { checks: { level: number }[] }) => checks.filter(({ level }) => level === 1).length,
    })
  })

  test('explainAtp, by lines', async () => {
    const date = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
    await asksAsOftenForManyRows({
      name: 'explainAtp',
      args: (size) => {
        const n = size === MANY ? 40 : 39
        return `plant: "P${n}", item: "I${n}", date: "${date}"`
      },
      always: 'lines { total }',
      rows: ({ lines }: { lines: { total: number } }) => lines.total,
    })
  })
})
