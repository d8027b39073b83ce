import { backlogOf } from '@takt/messaging'

const KEPT_MS = 1_000
const ASKED_MS = 1_000
/** Where the inventory service takes its messages from. */
const CONSUMERS = [
  { durable: 'inventory-in', subject: 'in.*.inventory.>' },
  { durable: 'inventory-cmd', subject: 'cmd.*.inventory.>' },
] as const

/**
 * How many messages wait for the inventory service, of all plants: not delivered yet, or in work. Asked of NATS at most
 * once a second, however many ask here; null while NATS cannot be asked.
 */
export function undelivered(connection: Parameters<typeof backlogOf>[0]): () => Promise<number | null> {
  let asked: Promise<number | null> | undefined
  let until = 0
  return () => {
    if (asked && Date.now() < until) return asked
    until = Date.now() + KEPT_MS
    asked = within(ASKED_MS, Promise.all(CONSUMERS.map((consumer) => backlogOf(connection, consumer)))).then(
      (waiting) => waiting.reduce((sum, each) => sum + each, 0),
      () => null,
    )
    return asked
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
