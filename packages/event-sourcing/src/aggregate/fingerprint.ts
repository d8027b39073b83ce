import { createHash } from 'node:crypto'
import type { AnyContract } from '@takt/contracts'

interface Folding {
  initialState(): unknown
  readonly evolve: unknown
}

/**
 * Changes with the text of `evolve`, the first state and the event versions, so that most changes of a fold set old
 * snapshots aside by themselves. It cannot see into the functions that `evolve` calls: for those there is `shape`.
 */
export function fingerprint(decider: Folding, events: readonly AnyContract[]): string {
  const types = events.map((contract) => contract.storedType as string).sort()
  const text = [String(decider.evolve), JSON.stringify(decider.initialState()), ...types].join('\n')
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
