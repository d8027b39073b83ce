import type { DataOf } from '@takt/contracts'
import type { Stack } from '@takt/infra-local'
import type { Sql } from 'postgres'
import { onTestFinished } from 'vitest'
import {
  createEventLog,
  createLanes,
  type EventLog,
  type Inbox,
  type Incoming,
  type LaneLimits,
  type Lanes,
  type Log,
  type Outcome,
} from '../../src/index.ts'
import { incoming } from './messages.ts'
import { client, createInboxTable, postgresInbox } from './postgres-inbox.ts'
import {
  Ensure,
  Fill,
  Plan,
  plansOf,
  type ShelfState,
  Stumble,
  shelf,
  shelfContracts,
  shelfDecider,
  Take,
} from './shelf.ts'

export interface Instance {
  readonly lanes: Lanes
  readonly log: EventLog
  /** As after a crash: nothing is waited for that is not on disk. */
  abandon(): Promise<void>
}

export interface InstanceOptions {
  readonly limits?: Partial<LaneLimits>
  readonly shelf?: Parameters<typeof shelf>[0]
  readonly plans?: ReadonlyMap<string, number>
  readonly inbox?: Inbox
  readonly report?: Log
}

/** Streams and an inbox of one test's own, and any number of service instances on them. */
export interface World {
  readonly plant: string
  readonly sql: Sql
  readonly inboxTable: string
  readonly inbox: Inbox
  readonly log: EventLog
  instance(options?: InstanceOptions): Instance
  fill(id: string, shelf: string, pieces: number, note?: string): Incoming
  take(id: string, shelf: string, pieces: number, note?: string): Incoming
  ensure(id: string, shelf: string, pieces: number): Incoming
  plan(id: string, shelf: string, note?: string): Incoming
  stumble(id: string, shelf: string, note: string): Incoming
  stream(shelf: string): string
  /** The fold of what the store holds, read anew. */
  state(shelf: string): Promise<ShelfState>
}

let worlds = 0

export async function world(stack: Stack): Promise<World> {
  const plant = `P${process.pid}-${++worlds}`
  const inboxTable = `inbox_${process.pid}_${worlds}`
  const sql = client(stack.postgres.url)
  await createInboxTable(sql, inboxTable)
  const inbox = postgresInbox(sql, inboxTable)
  const openLog = (report?: Log) => {
    const log = createEventLog({
      url: stack.eventStore.url,
      contracts: shelfContracts,
      ...(report ? { report } : {}),
    })
    onTestFinished(() => log.close())
    return log
  }
  const log = openLog()
  const stream = (name: string) => `inventory.shelf-${plant}:${name}`

  return {
    plant,
    sql,
    inboxTable,
    inbox,
    log,
    stream,
    instance(options = {}) {
      const own = openLog(options.report)
      const lanes = createLanes({
        log: own,
        inbox: options.inbox ?? inbox,
        aggregates: [shelf(options.shelf)],
        references: plansOf(options.plans ?? new Map()),
        now: () => new Date().toISOString(),
        limits: { missingPausesMs: [20, 20, 20], decidePauseMs: 10, ...options.limits },
        ...(options.report ? { report: options.report } : {}),
      })
      onTestFinished(() => lanes.stop())
      return { lanes, log: own, abandon: () => lanes.stop() }
    },
    fill: (id, name, pieces, note) => incoming(Fill, plant, id, data(name, pieces, note)),
    take: (id, name, pieces, note) => incoming(Take, plant, id, data(name, pieces, note)),
    ensure: (id, name, pieces) => incoming(Ensure, plant, id, data(name, pieces)),
    plan: (id, name, note) => incoming(Plan, plant, id, data(name, 0, note)),
    stumble: (id, name, note) => incoming(Stumble, plant, id, data(name, 1, note)),
    async state(name) {
      const events = await log.readStream(stream(name))
      return events.reduce(
        (state, event) => shelfDecider.evolve(state, event as never),
        shelfDecider.initialState(),
      )
    },
  }
}

const data = (name: string, pieces: number, note?: string): DataOf<typeof Fill> => ({
  shelf: name,
  pieces,
  ...(note === undefined ? {} : { note }),
})

export const statuses = (outcomes: readonly Outcome[]): string[] => outcomes.map(({ status }) => status)
