import type { QueryGiven } from '@takt/service'
import { type History, historyOf, isBy, type Until } from './history.ts'

/** Histories kept in memory: each is an item's state and rows. */
const KEPT = 4
/** Shorter ones are read anew in no time. */
const LONG = 2_000

export interface RecentHistories {
  /**
   * What an item had come to at a point, for as long as `look` looks: the history goes on in place afterwards, so the
   * answer must hold copies.
   */
  at<Answer>(
    item: string,
    until: Until,
    given: QueryGiven,
    look: (history: History) => Answer,
  ): Promise<Answer>
}

/**
 * Remembers the long histories that were asked for last: the next page of an answer, or the same item at a later
 * point, reads only what has come since. Nothing is taken on trust, for a stream only grows.
 */
export function recentHistories(most = KEPT, long = LONG): RecentHistories {
  const kept = new Map<string, History>()
  return {
    async at(item, until, given, look) {
      const key = `${given.plant}\n${item}`
      const found = kept.get(key)
      const before = found && isBy(found, until) ? found : undefined
      // While it is gone on with, it is nobody else's.
      if (before) kept.delete(key)
      const history = await historyOf(item, until, given, before)
      const answer = look(history)
      if ((history.last?.revision ?? 0) >= long) {
        kept.delete(key)
        kept.set(key, history)
        const [oldest] = kept.keys()
        if (kept.size > most && oldest !== undefined) kept.delete(oldest)
      }
      return answer
    },
  }
}
