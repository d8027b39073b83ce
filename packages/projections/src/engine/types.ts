import type { EventLog, Log } from '@takt/event-sourcing'
import type { Sql } from 'postgres'
import type { View } from '../view.ts'

export interface ProjectionOptions {
  /** The service's name: what its checkpoint is called. */
  readonly name: string
  /** Whose streams the journal and the inbox cover; the name when left out. */
  readonly context?: string
  readonly views: readonly View[]
  readonly eventLog: Pick<EventLog, 'subscribeAll' | 'head'>
  readonly sql: Sql
  readonly log?: Log
  /** The most events of one transaction; 2,000 when left out. */
  readonly maxBatch?: number
}

/**
 * `standby`: another process projects. `away`: Postgres does not answer. `failed`: a bug of ours, nothing moves until
 * the process is started with a version that mends it.
 */
export type ProjectionState = 'starting' | 'standby' | 'catching-up' | 'live' | 'away' | 'failed' | 'stopped'

export interface ProjectionMetrics {
  readonly events: number
  readonly batches: number
  readonly lastBatchSize: number
  /** Events received and not yet folded. */
  readonly depth: number
  /** How long the last batch took to fold and commit, in ms. */
  readonly lastBatchMs: number
}

export interface Projection {
  readonly state: ProjectionState
  /** The last committed position; '0' before the first. */
  readonly position: string
  readonly metrics: ProjectionMetrics
  /**
   * Resolves when the read models and the inbox hold everything that was in the log when this was called, also where
   * another process is the one that projects. Rejects when the projection fails or is stopped before.
   */
  caughtUp(): Promise<void>
  /** Resolves after the batch under way. */
  stop(): Promise<void>
  /** Resolves once stopped; rejects on a bug of ours (a ViewError) or an event of an unknown kind. */
  readonly done: Promise<void>
}
