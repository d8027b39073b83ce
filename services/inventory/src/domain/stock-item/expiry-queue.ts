/** `[expiresAt in UTC, reservation]`, a binary heap with the earliest first. */
export type ExpiryQueue = [expiresAt: string, reservation: string][]

export function push(queue: ExpiryQueue, expiresAt: string, reservation: string): void {
  queue.push([expiresAt, reservation])
  let at = queue.length - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (time(queue, parent) <= time(queue, at)) return
    swap(queue, at, parent)
    at = parent
  }
}

/** Drops from the front what is no longer live, so that the first entry always is. */
export function settle(
  queue: ExpiryQueue,
  isLive: (reservation: string, expiresAt: string) => boolean,
): void {
  for (let first = queue[0]; first && !isLive(first[1], first[0]); first = queue[0]) pop(queue)
}

/** The reservations that expire at or before an instant, in no order; looks at few others than those. */
export function due(queue: ExpiryQueue, now: string, at = 0, found: string[] = []): string[] {
  const entry = queue[at]
  if (!entry || entry[0] > now) return found
  found.push(entry[1])
  due(queue, now, 2 * at + 1, found)
  return due(queue, now, 2 * at + 2, found)
}

function pop(queue: ExpiryQueue): void {
  const last = queue.pop()
  if (!last || queue.length === 0) return
  queue[0] = last
  for (let at = 0; ; ) {
    const left = 2 * at + 1
    const least = left + 1 < queue.length && time(queue, left + 1) < time(queue, left) ? left + 1 : left
    if (least >= queue.length || time(queue, at) <= time(queue, least)) return
    swap(queue, at, least)
    at = least
  }
}

const time = (queue: ExpiryQueue, at: number): string => queue[at]?.[0] ?? ''

function swap(queue: ExpiryQueue, a: number, b: number): void {
  const entry = queue[a] as ExpiryQueue[number]
  queue[a] = queue[b] as ExpiryQueue[number]
  queue[b] = entry
}
