import { bucketAt } from './promise.ts'
import { lookAhead } from './rules.ts'
import { unscaled } from './scaled.ts'
import { type ShareLimit, shareOn } from './share.ts'
import type { Timeline } from './timeline.ts'

/**
 * The numbers behind an asker's share of a day: what is guaranteed to it and not consumed, what is free for everybody,
 * what there is in all; and the tightest maximum. Undefined where nothing is allocated, or beyond the horizon.
 */
export function shareNumbers(line: Timeline, date: string) {
  const bucket = bucketAt(line, date)
  if (!line.share || bucket === undefined) return undefined
  const { own, limit } = shareOn(line.share, bucket)
  // As if it asked for nobody: only what is free is left.
  const free = lookAhead({ ...line, share: { ...line.share, mine: [] } })[bucket] ?? 0n
  return {
    guaranteedLeft: unscaled(own),
    free: unscaled(free > 0n ? free : 0n),
    unallocated: unscaled(lookAhead({ ...line, share: undefined })[bucket] ?? 0n),
    ...(limit === undefined ? {} : limitNumbers(limit)),
  }
}

const limitNumbers = ({ pool, from, until, max, consumed }: ShareLimit) => ({
  limitedBy: pool,
  ...(from === undefined ? {} : { limitedFrom: from }),
  ...(until === undefined ? {} : { limitedUntil: until }),
  max: unscaled(max),
  consumed: unscaled(consumed),
})
