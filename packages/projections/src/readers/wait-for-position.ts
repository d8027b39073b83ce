import type { Sql } from 'postgres'
import { CheckpointWatch } from './checkpoint-watch.ts'

/** How many readers may wait at once in this process. */
export const MAX_WAITING = 10_000

/** More readers wait for a position than {@link MAX_WAITING}. */
export class TooManyWaitingError extends Error {
  override readonly name = 'TooManyWaitingError'
}

const watches = new WeakMap<Sql, CheckpointWatch>()

/**
 * Resolves with true once each of the projections has reached the position (a token from a command's answer: the
 * commit position as a decimal string), with false when that takes longer than `timeoutMs`. Name the projections of
 * the service that answered the command: another one passes a foreign position only when its own log moves on.
 */
export async function waitForPosition(
  sql: Sql,
  projections: readonly string[],
  position: string,
  timeoutMs: number,
): Promise<boolean> {
  const watch = watches.get(sql) ?? new CheckpointWatch(sql)
  watches.set(sql, watch)
  const wanted = BigInt(position)
  if (watch.waiting >= MAX_WAITING)
    throw new TooManyWaitingError(`more than ${MAX_WAITING} readers wait for a position: ask again later`)

  let check = () => {}
  const reached = new Promise<true>((resolve) => {
    check = () => {
      if (watch.reached(projections, wanted)) resolve(true)
    }
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs)
  })
  const leave = watch.subscribe(() => check())
  try {
    return await Promise.race([reached, late, leave.then(() => reached)])
  } finally {
    clearTimeout(timer)
    leave.then(
      (unsubscribe) => unsubscribe(),
      () => {},
    )
  }
}
