import type { RecordedEvent } from '@takt/event-sourcing'
import { transaction } from '@takt/read-models'
import postgres, { type Sql } from 'postgres'
import type { Fold } from '../fold/fold.ts'
import { ViewError } from '../fold/fold.ts'
import { inboxStatements } from '../inbox/inbox-statements.ts'
import { isOutage } from '../sql/outage.ts'
import { type Statement, statements } from '../sql/statements.ts'
import { journalRows } from './journal.ts'
import { projectedEvent } from './projected-event.ts'

/** Told after every commit: `<projection>:<position>`. */
export const CHECKPOINT_CHANNEL = 'takt_checkpoint'

/** Another process moved the checkpoint: nothing was written, and what is in memory is of no use. */
export class FencedError extends Error {
  override readonly name = 'FencedError'
}

/** Everything that a batch of events changes: views, journal and inbox. Pure. */
export function batchStatements(events: readonly RecordedEvent[], fold: Fold, context: string): Statement[] {
  const own = events.filter((event) => event.stream.startsWith(`${context}.`))
  const journal = own.length > 0 ? [journalRows(context, own)] : []
  return [...statements([...fold(events.map(projectedEvent)), ...journal]), ...inboxStatements(context, own)]
}

export interface Move {
  readonly projection: string
  readonly holder: string
  readonly from: string
  readonly to: string
  /** The read models hold everything recorded up to then; now, where undefined. */
  readonly asOf: string | undefined
}

/**
 * Writes the statements and moves the checkpoint in one transaction; the checkpoint first, so that whoever holds its
 * row (a rebuild that swaps tables) has the projection wait before it touches any of them.
 */
export async function commitBatch(sql: Sql, move: Move, writes: readonly Statement[]): Promise<void> {
  const { projection, holder, from, to, asOf } = move
  await transaction(sql, async (tx) => {
    // The driver sends a query when it is first asked for its result: this one is to be the first on the way.
    const moved = tx`
      update takt.checkpoint
      set position = ${to}, as_of = greatest(as_of, coalesce(${asOf ?? null}::timestamptz, now())), updated_at = now()
      where projection = ${projection} and position = ${from} and holder = ${holder}`.execute()
    const written = writes.map(({ text, parameters, table }) =>
      tx.unsafe(text, parameters as string[], { prepare: true }).catch((error: unknown) => {
        throw writeError(error, table, move)
      }),
    )
    const told = tx`select pg_notify(${CHECKPOINT_CHANNEL}, ${`${projection}:${to}`})`
    const [{ count }] = await Promise.all([moved, ...written, told])
    if (count !== 1)
      throw new FencedError(
        `the checkpoint of ${projection} is no longer at ${from} and ours: another process moved it`,
      )
  })
}

function writeError(error: unknown, table: string, { from, to }: Move): unknown {
  if (isOutage(error) || !(error instanceof postgres.PostgresError)) return error
  const message = `${table} could not be written for the events after position ${from} up to ${to}: ${error.message}`
  return new ViewError(error.detail ? `${message} (${error.detail})` : message, { cause: error })
}
