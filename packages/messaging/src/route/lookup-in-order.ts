import type { Inbox, InboxRow } from '@takt/event-sourcing'

interface Waiting {
  readonly ids: readonly string[]
  readonly resolve: (rows: ReadonlyMap<string, InboxRow>) => void
  readonly reject: (error: unknown) => void
}

/**
 * Looks ids up in the order in which it is asked: what is asked while a query runs forms the next one. So messages
 * that must be looked up before they are decided keep the order in which they came.
 */
export function lookupInOrder(inbox: Pick<Inbox, 'lookup'>) {
  let waiting: Waiting[] = []
  let looking = false

  async function flush(): Promise<void> {
    looking = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        const rows = await inbox.lookup([...new Set(batch.flatMap((each) => each.ids))])
        for (const each of batch) each.resolve(rows)
      } catch (error) {
        for (const each of batch) each.reject(error)
      }
    }
    looking = false
  }

  return (ids: readonly string[]): Promise<ReadonlyMap<string, InboxRow>> =>
    new Promise((resolve, reject) => {
      waiting.push({ ids, resolve, reject })
      if (!looking) void flush()
    })
}
