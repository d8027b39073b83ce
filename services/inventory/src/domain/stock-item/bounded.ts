/** How many entries that are over are kept, so that what comes late or twice is still understood. */
const KEEP = 256
/** And how many of them that may come to life again. */
const KEEP_WAITING = 1000

/**
 * Entries by id, of which those that are over are kept only up to a bound: the state of an item must not grow with
 * the length of its history. Plain data, so that it survives JSON.
 */
export interface Bounded<Entry> {
  readonly entries: Record<string, Entry>
  count: number
  pruneAt: number
}

export const bounded = <Entry>(): Bounded<Entry> => ({ entries: {}, count: 0, pruneAt: 2 * KEEP })

/** A record's own entry: ids come from outside, so `constructor` is an id like any other. */
export const own = <Entry>(record: Readonly<Record<string, Entry>>, id: string): Entry | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined

/** The entry of an id, made by `create` where there is none. Now and then drops the oldest that are over. */
export function entryOf<Entry>(
  all: Bounded<Entry>,
  id: string,
  create: () => Entry,
  isOver: (entry: Entry) => boolean,
  isWaiting: (entry: Entry) => boolean = () => false,
): Entry {
  const found = own(all.entries, id)
  if (found !== undefined) return found
  if (all.count >= all.pruneAt) prune(all, isOver, isWaiting)
  const entry = create()
  all.entries[id] = entry
  all.count++
  return entry
}

/** Its cost is spread over at least as many new entries as it looks at old ones. */
function prune<Entry>(
  all: Bounded<Entry>,
  isOver: (entry: Entry) => boolean,
  isWaiting: (entry: Entry) => boolean,
): void {
  const over = Object.keys(all.entries).filter((id) => isOver(all.entries[id] as Entry))
  const waits = (id: string) => isWaiting(all.entries[id] as Entry)
  const dropped = [
    ...allBut(
      KEEP,
      over.filter((id) => !waits(id)),
    ),
    ...allBut(KEEP_WAITING, over.filter(waits)),
  ]
  for (const id of dropped) delete all.entries[id]
  all.count -= dropped.length
  all.pruneAt = Math.max(2 * KEEP, 2 * all.count)
}

const allBut = (latest: number, ids: readonly string[]) => ids.slice(0, Math.max(0, ids.length - latest))

const never = () => true

/** Remembers that something is over. */
export function remember<Entry>(all: Bounded<Entry>, id: string, entry: Entry): void {
  entryOf(all, id, () => entry, never)
  all.entries[id] = entry
}
