import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { allContracts, inventoryContracts } from '@takt/contracts'
import { createEventLog } from '@takt/event-sourcing'
import { migrate } from '@takt/read-models'
import { describe, expect, test } from 'vitest'
import { serverUrls } from '../src/cli/servers.ts'
import { client, emptyDatabase, stackForFile } from './stack.ts'

const stack = await stackForFile(['postgres', 'eventStore'])
const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url))

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

async function cli(args: readonly string[], databaseUrl: string): Promise<Ended> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, EVENTSTORE_URL: stack.eventStore.url }
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', CLI, ...args], { env })
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => error,
  )
}

/** The canonical example of an event of inventory, recorded some times on one stream. */
async function record(name: string, times: number): Promise<void> {
  const contract = inventoryContracts.find((each) => each.name === `inventory.${name}`)
  if (contract === undefined) throw new Error(`there is no contract inventory.${name}`)
  const log = createEventLog({ url: stack.eventStore.url, contracts: allContracts })
  const stream = `inventory.stockItem-P1:${name}`
  const at = '2026-03-02T08:00:00.000Z'
  const events = Array.from({ length: times }, (_, n) => ({
    id: randomUUID(),
    type: contract.storedType,
    data: JSON.stringify(contract.example.data),
    metadata: JSON.stringify({
      messageId: `m-${n}`,
      $correlationId: `m-${n}`,
      $causationId: `m-${n}`,
      source: 'test',
      actor: 'test',
      plant: 'P1',
      occurredAt: at,
      recordedAt: at,
      hash: 'h',
    }),
  }))
  await log.append(stream, 'none', events)
  await log.close()
}

describe('npm run projections', () => {
  test('lists the views of every service with their tables', async () => {
    const { serviceUrl } = await emptyDatabase(stack)
    const { code, stdout } = await cli(['list'], serviceUrl)
    expect(code).toBe(0)
    expect(stdout).toMatch(/stock_on_hand +inventory +inventory\.stock_on_hand/)
    expect(stdout).toMatch(/production_parked_messages +production +production\.parked_message/)
  })

  test('rebuilds a view of a service from the log and says how it went', async () => {
    const { serviceUrl } = await emptyDatabase(stack)
    const sql = client(serviceUrl)
    await migrate(sql)
    await record('GoodsReceived', 250)
    await sql`
      insert into takt.checkpoint values ('inventory', 9000000000000000000, 'nobody', now(), now())`
    const { code, stdout } = await cli(['rebuild', 'stock_on_hand'], serviceUrl)
    expect(stdout).toMatch(/stock_on_hand: rebuilt and swapped in at position \d+, 250 events, [\d,]+\/s/)
    expect(code).toBe(0)
    const [row] = await sql`select count(*)::int as rows from inventory.stock_on_hand where quantity <> 0`
    expect(row?.['rows']).toBeGreaterThan(0)
  })

  test('says what there is when it is asked for something else', async () => {
    const { serviceUrl } = await emptyDatabase(stack)
    const wrong = await cli(['rebuild', 'stok'], serviceUrl)
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toMatch(/there is no view stok; there are .*stock_on_hand/)
    expect((await cli([], serviceUrl)).stderr).toMatch(/npm run projections -- list/)
    expect(await cli(['--help'], serviceUrl)).toMatchObject({ code: 0, stderr: '' })
  })

  test('says how to name the servers where none is running', () => {
    expect(() => serverUrls({}, '/nowhere/endpoints.json')).toThrow(
      /Set DATABASE_URL and EVENTSTORE_URL, or start Takt/,
    )
  })
})
