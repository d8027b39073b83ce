import type { Past, PastMessage } from '@takt/decider'
import { claims, looksBack } from '../../src/domain/stock-item/look-back.ts'
import type { StockItemEvent, StockItemMessage } from '../../src/domain/stock-item/messages.ts'
import type { StockItem as State } from '../../src/domain/stock-item/state.ts'

/** An item's stream by messages and claims, read for a decision as the runtime reads it. */
export function archive() {
  const messages = new Map<string, PastMessage>()
  const read = new Map<string, PastMessage>()
  return {
    note(messageId: string, events: readonly StockItemEvent[]): void {
      const message = { messageId, events: [...(messages.get(messageId)?.events ?? []), ...events] }
      for (const event of events) for (const id of claims(event)) read.set(id, message)
      messages.set(messageId, message)
      read.set(messageId, message)
    },
    pastOf(state: State, message: StockItemMessage): Past {
      const past = new Map<string, PastMessage | undefined>()
      for (;;) {
        const ids = looksBack(state, message, past).filter((id) => !past.has(id))
        if (ids.length === 0) return past
        for (const id of ids) past.set(id, read.get(id))
      }
    },
  }
}

/** As if as many movements had come since as are kept: each has to be read. */
export const forgetful = (state: State): State => ({ ...state, movements: [] })
