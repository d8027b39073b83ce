import type { Sql } from 'postgres'
import type { RecordedEvent } from '../../packages/event-sourcing/src/index.ts'
import { projectedEvent } from '../../packages/projections/src/engine/projected-event.ts'
import { createFold } from '../../packages/projections/src/fold/fold.ts'
import { statements } from '../../packages/projections/src/sql/statements.ts'
import { views as inventory } from '../../services/inventory/src/views/index.ts'
import { views as masterdata } from '../../services/masterdata/src/views/index.ts'

const fold = createFold([...inventory, ...masterdata])

/** Writes a batch of events to the read models, as their projections do: folded first, one statement a table. */
export async function project(sql: Sql, events: readonly RecordedEvent[]): Promise<void> {
  for (const { text, parameters } of statements(fold(events.map(projectedEvent))))
    await sql.unsafe(text, [...parameters])
}
