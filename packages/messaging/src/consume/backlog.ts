import type { NatsConnection } from 'nats'
import { streamOf } from '../nats/subjects.ts'

/** Where a service takes its messages: a durable consumer, and a subject of its stream. */
export interface Backlog {
  readonly durable: string
  readonly subject: string
}

/** How many messages a consumer has not acknowledged: those it was not given yet, and those in work. Throws where NATS cannot be asked. */
export async function backlogOf(connection: NatsConnection, { durable, subject }: Backlog): Promise<number> {
  const manager = await connection.jetstreamManager({ checkAPI: false })
  const info = await manager.consumers.info(streamOf(subject), durable)
  return info.num_pending + info.num_ack_pending
}
