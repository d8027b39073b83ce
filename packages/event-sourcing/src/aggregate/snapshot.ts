import type { Aggregate } from './aggregate.ts'
import type { LiveAggregate } from './live-aggregate.ts'
import { type RecentIdEntry, RecentIds } from './recent-ids.ts'

interface Snapshot {
  readonly shape: string
  readonly revision: number
  readonly position: string
  readonly state: unknown
  readonly recent: readonly RecentIdEntry[]
}

export function writeSnapshot({ aggregate, revision, position, state, recent }: LiveAggregate): string {
  const snapshot: Snapshot = { shape: aggregate.shape, revision, position, state, recent: recent.entries() }
  return JSON.stringify(snapshot)
}

/** Undefined where it is none, or of another shape: then the stream is read from its start. */
export function readSnapshot(
  aggregate: Aggregate,
  value: unknown,
): Pick<LiveAggregate, 'revision' | 'position' | 'state' | 'recent'> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { shape, revision, position, state, recent } = value as Partial<Snapshot>
  const whole =
    shape === aggregate.shape &&
    Number.isSafeInteger(revision) &&
    typeof position === 'string' &&
    state !== undefined &&
    Array.isArray(recent)
  if (!whole) return undefined
  return {
    revision: revision as number,
    position,
    state,
    recent: new RecentIds(aggregate.window, recent),
  }
}
