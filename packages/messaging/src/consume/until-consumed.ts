import { setTimeout as delay } from 'node:timers/promises'
import type { NatsConnection } from 'nats'
import { streamOf } from '../nats/subjects.ts'

const LOOK_EVERY_MS = 50

/** Resolves when a durable consumer has nothing left of what its stream held: handed out and acknowledged. */
export async function untilConsumed(
  connection: NatsConnection,
  subject: string,
  durable: string,
): Promise<void> {
  const manager = await connection.jetstreamManager({ checkAPI: false })
  for (;;) {
    const info = await manager.consumers.info(streamOf(subject), durable).catch(() => undefined)
    if (info && info.num_pending === 0 && info.num_ack_pending === 0) return
    await delay(LOOK_EVERY_MS)
  }
}
