import type { StockStatus, UsableStatus } from '@takt/contracts'

/** How stock stands: its status, the one it gets back when the hold on it is released, and whose it is ('' own). */
export interface Standing {
  readonly status: StockStatus
  readonly heldFrom?: UsableStatus | undefined
  readonly owner: string
}

/** One word for a standing, to keep amounts by: no id holds a line break. */
export const bucketOf = ({ status, heldFrom, owner }: Standing): string =>
  heldFrom === undefined && owner === '' ? status : `${status}\n${heldFrom ?? ''}\n${owner}`

export function standingOf(bucket: string): Standing {
  const [status = '', heldFrom = '', owner = ''] = bucket.split('\n')
  return heldFrom === '' ? { status, owner } : { status, heldFrom, owner }
}
