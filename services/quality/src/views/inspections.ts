import { UsageDecided } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { quality } from '@takt/read-models'

/** What each inspection has decided so far. */
export const inspections = view({
  name: 'inspections',
  tables: [quality.inspection],
  on: [
    project(UsageDecided, ({ plant, data, occurredAt: decidedAt, position }, write) => {
      const { inspection, item, lot = '', accepted, rejected } = data
      write(quality.inspection).add(
        { plant, inspection },
        { accepted: accepted.amount, rejected: rejected.amount },
        { item, lot, unit: accepted.unit, decidedAt, position },
      )
    }),
  ],
})
