import type { AnyContract } from '@takt/contracts'
import type { Log } from '../report.ts'

export interface EventLogOptions {
  /** `esdb://…`, the only thing that says where the store is and how to reach it. */
  readonly url: string
  /** Every event that may stand in the streams read through this log. */
  readonly contracts: readonly AnyContract[]
  readonly report?: Log
}
