import type { NatsConnection } from 'nats'

export interface SeenEvent {
  readonly id: string
  readonly item: string
  readonly n: number
  readonly headers: Record<string, string>
}

/** Everything a context's EVT stream holds, in its order, marks of the relay left out. */
export async function readEvt(connection: NatsConnection, context: string): Promise<SeenEvent[]> {
  const stream = `EVT_${context}`
  const manager = await connection.jetstreamManager({ checkAPI: false })
  const info = await manager.streams.info(stream)
  if (info.state.messages === 0) return []
  const consumer = await connection.jetstream().consumers.get(stream)
  const messages = await consumer.fetch({ max_messages: info.state.messages, expires: 5_000 })
  const seen: SeenEvent[] = []
  for await (const message of messages) {
    if (message.seq >= info.state.last_seq) messages.stop()
    if (message.subject.startsWith('relay.')) continue
    const headers = Object.fromEntries(
      [...(message.headers ?? [])].map(([name, values]) => [name, values.join(', ')]),
    )
    const data = message.data.length === 0 ? {} : message.json<{ n: number }>()
    const item = (headers['ce-subject'] ?? '').split(':').at(-1) ?? ''
    seen.push({ id: headers['ce-id'] ?? '', item, n: -1, headers, ...data })
  }
  return seen
}

/** The numbers of each item, in the order in which they came. */
export function byItem(events: readonly SeenEvent[]): Record<string, number[]> {
  const items: Record<string, number[]> = {}
  for (const { item, n } of events) {
    items[item] ??= []
    items[item].push(n)
  }
  return items
}
