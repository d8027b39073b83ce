import { createInbox, type Msg, type NatsConnection, nanos } from 'nats'

/** What became of a request for messages that was not filled. */
export type PullEnd = 'expired' | 'refused'

export interface Pulls {
  /** Messages asked for and neither delivered nor refused yet. */
  readonly asked: number
  ask(count: number): void
  /** Forgets every request: the server has, too. */
  forget(): void
  /** True when the server has kept silent about a request for longer than it may. */
  silentSince(nowMs: number): boolean
  /** No further requests; what is under way still arrives until it resolves. */
  close(): Promise<void>
}

const GRACE_MS = 2_000

/**
 * Requests for batches on a pull consumer, over one inbox. Written against JetStream's own protocol because the
 * client's iterators leave a request open when they are left, and a message sent to it then waits for its `ack_wait`.
 */
export function openPulls(
  connection: NatsConnection,
  options: {
    readonly stream: string
    readonly durable: string
    readonly expiresMs: number
    readonly onMessage: (message: Msg) => void
    readonly onEnd: (end: PullEnd, why: string) => void
  },
): Pulls {
  const { stream, durable, expiresMs } = options
  const inbox = createInbox()
  const open = new Map<string, { left: number; readonly expiresAt: number }>()
  let count = 0
  let asked = 0

  const end = (subject: string) => {
    asked -= open.get(subject)?.left ?? 0
    open.delete(subject)
  }
  /** A message does not say which request it answers; the server fills the oldest first. */
  const fill = () => {
    const [oldest] = open
    if (!oldest) return
    const [subject, pull] = oldest
    pull.left -= 1
    asked -= 1
    if (pull.left === 0) open.delete(subject)
  }
  const subscription = connection.subscribe(`${inbox}.*`, {
    callback: (error, message) => {
      if (error) return
      // A message keeps the subject of its stream; what the server says of a request comes under the request's own.
      const status = message.subject.startsWith(inbox) ? (message.headers?.code ?? 0) : 0
      if (status === 100) return
      if (status > 0) {
        end(message.subject)
        const expired = status === 404 || status === 408
        return options.onEnd(
          expired ? 'expired' : 'refused',
          message.headers?.description || `status ${status}`,
        )
      }
      fill()
      options.onMessage(message)
    },
  })

  return {
    get asked() {
      return asked
    },
    ask(messages) {
      count += 1
      const reply = `${inbox}.${count}`
      open.set(reply, { left: messages, expiresAt: Date.now() + expiresMs })
      asked += messages
      const request = JSON.stringify({ batch: messages, expires: nanos(expiresMs) })
      connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`, request, { reply })
    },
    forget() {
      open.clear()
      asked = 0
    },
    silentSince: (nowMs) => [...open.values()].some((pull) => pull.expiresAt + GRACE_MS < nowMs),
    close: async () => {
      if (!subscription.isClosed()) await subscription.drain().catch(() => {})
    },
  }
}
