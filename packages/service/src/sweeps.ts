import type { AnyContract } from '@takt/contracts'
import { contentHash, type Incoming } from '@takt/event-sourcing'
import type { Entry } from '@takt/messaging'
import type { Sql } from 'postgres'
import type { Log } from './log.ts'

/** One thing that is due. The same id for the same due thing: swept twice, it has one effect. */
export interface Due {
  readonly id: string
  readonly plant: string
  readonly data: unknown
}

/** Looks in the read model for what is due by the clock, and sends a command for each. */
export interface Sweep {
  readonly name: string
  readonly everyMs: number
  readonly contract: AnyContract
  /** At most a batch; what is left is found at the next look. `now` is ISO 8601 in UTC. */
  readonly due: (sql: Sql, now: string) => Promise<readonly Due[]>
}

interface SweepsOptions {
  readonly service: string
  readonly sweeps: readonly Sweep[]
  readonly sql: Sql
  readonly entry: Pick<Entry, 'submit'>
  readonly now: () => string
  readonly log: Log
}

export function startSweeps({ service, sweeps, sql, entry, now, log }: SweepsOptions): { stop(): void } {
  const timers = sweeps.map((sweep) => {
    let running = false
    return setInterval(async () => {
      if (running) return
      running = true
      try {
        const due = await sweep.due(sql, now())
        await Promise.all(due.map((each) => entry.submit(incoming(service, sweep, each, now()))))
      } catch (error) {
        log.warn({ sweep: sweep.name, error: (error as Error).message }, `${sweep.name} is tried again later`)
      } finally {
        running = false
      }
    }, sweep.everyMs)
  })
  return { stop: () => timers.forEach(clearInterval) }
}

function incoming(
  service: string,
  { name, contract }: Sweep,
  { id, plant, data }: Due,
  now: string,
): Incoming {
  const message = contract.create(data)
  const source = `takt/${service}`
  return {
    id,
    message,
    contract,
    plant,
    meta: { source, actor: name, occurredAt: now, correlationId: id },
    hash: contentHash(message),
    raw: {
      subject: contract.subject('cmd', plant),
      headers: { 'ce-id': id },
      body: Buffer.from(JSON.stringify(data)),
    },
  }
}
