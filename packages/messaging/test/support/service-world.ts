import type { AnyContract, DataOf } from '@takt/contracts'
import type { Stack } from '@takt/infra-local'
import { headers as emptyHeaders } from 'nats'
import { afterAll, beforeAll } from 'vitest'
import { request, type WireReply } from '../../src/index.ts'
import { startTestService, type TestService } from './service.ts'
import { useStack } from './stack.ts'
import { until } from './until.ts'

type About = Parameters<typeof startTestService>[2]

/** A parked message as its row says. */
export interface ParkedRow {
  readonly parked: string
  readonly state: string
  readonly code: string
  readonly sentence: string
  readonly subject: string
  readonly plant: string
  readonly message_id: string | null
  readonly body: string | null
  readonly body_base64: string | null
  readonly headers: Record<string, string>
  readonly concerns: Record<string, string>
  readonly problems: { path: string; message: string }[]
  readonly versions: { body: string }[] | null
  readonly tries: number
  readonly source: string | null
  readonly reason: string | null
  readonly first_at: Date
  readonly last_at: Date
}

/** One service on servers of its own for a spec file, and an outside that talks to it by NATS alone. */
export function useService(about: About = {}) {
  const servers = useStack('nats', 'eventStore', 'postgres')
  let service: TestService | undefined
  let databaseUrl = ''
  const running = (): TestService => {
    if (!service) throw new Error('the service does not run')
    return service
  }

  beforeAll(async () => {
    const database = await servers.stack.postgres.createDatabase('messaging')
    databaseUrl = database.url
    service = await startTestService(servers.stack, databaseUrl, about)
  })
  afterAll(() => service?.stop())

  const rows = async (code?: string): Promise<ParkedRow[]> =>
    code === undefined
      ? running().sql<ParkedRow[]>`select * from inventory.parked_message order by first_at`
      : running().sql<
          ParkedRow[]
        >`select * from inventory.parked_message where code = ${code} order by first_at`

  return {
    get stack(): Stack {
      return servers.stack
    },
    get service(): TestService {
      return running()
    },
    get databaseUrl(): string {
      return databaseUrl
    },
    async stop(): Promise<void> {
      await running().stop()
      service = undefined
    },
    async start(): Promise<void> {
      service = await startTestService(servers.stack, databaseUrl, about)
    },
    /** As an outside system would: any bytes on any subject. */
    async publish(subject: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
      const set = emptyHeaders()
      for (const [name, value] of Object.entries(headers)) set.set(name, value)
      await running().nats.jetstream().publish(subject, body, { headers: set })
    },
    ask<C extends AnyContract>(contract: C, data: DataOf<C>, id: string, plant = 'P1'): Promise<WireReply> {
      return request(running().nats, {
        id,
        contract,
        message: { type: contract.name, data },
        plant,
        source: 'test',
        occurredAt: new Date().toISOString(),
      })
    },
    rows,
    row: (parked: string) => rows().then((all) => all.find((row) => row.parked === parked)),
    /** The one message parked under an id, once it is in a state. */
    parkedAs: (messageId: string, state = 'parked', more: (row: ParkedRow) => boolean = () => true) =>
      until(`${messageId} is ${state}`, async () =>
        (await rows()).find((row) => row.message_id === messageId && row.state === state && more(row)),
      ),
    /** What a shelf's stream holds, as pairs of event name and pieces. */
    async shelf(id: string, plant = 'P1'): Promise<[string, number][]> {
      const events = await running().log.readStream(`inventory.shelf-${plant}:${id}`)
      return events.map((e) => [e.type.split('.')[1] ?? '', (e.data as { pieces: number }).pieces])
    },
    events: (stream: string) => running().log.readStream(stream),
  }
}
