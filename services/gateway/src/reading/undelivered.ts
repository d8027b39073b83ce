import { type Waiting, waitingAt } from '@takt/messaging'
import { LRUCache } from 'lru-cache'
import { LIMITS } from '../limits.ts'

const KEPT_MS = 1_000
const ASKED_MS = 1_000
const PLANTS = 1_000

export type Undelivered = (plant: string) => Promise<Waiting | null>

/**
 * The messages of a plant that wait for a service: not delivered yet, or in work. Asked of NATS at most once a second
 * for each plant, however many ask here; null while NATS cannot be asked.
 */
export function undelivered(connection: Parameters<typeof waitingAt>[0]): Undelivered {
  const asked = new LRUCache<string, Promise<Waiting | null>>({ max: PLANTS, ttl: KEPT_MS })
  return (plant) => {
    const found = asked.get(plant)
    if (found) return found
    const answer = within(ASKED_MS, waitingAt(connection, plant, LIMITS.atRiskMessages)).catch(() => null)
    asked.set(plant, answer)
    return answer
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
