import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'
import { stockItemEvents } from '../domain/stock-item/messages.ts'

/** Folded by key in memory, so that it costs a batch one row a source and nothing that grows. */
export const sourceFreshness = view({
  name: 'source_freshness',
  tables: [inventory.sourceFreshness],
  on: stockItemEvents.map((contract) =>
    project(contract, ({ plant, source, occurredAt, recordedAt, position }, write) =>
      write(inventory.sourceFreshness).add(
        { plant, source: source ?? '' },
        { events: 1 },
        { lastOccurredAt: occurredAt, lastRecordedAt: recordedAt, position },
      ),
    ),
  ),
})
