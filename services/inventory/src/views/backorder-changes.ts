import { PromisesRedistributed } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'

/** What every run changed, line by line. */
export const backorderChanges = view({
  name: 'backorder_changes',
  tables: [inventory.backorderChange],
  on: [
    project(PromisesRedistributed, ({ plant, data, position, recordedAt: changedAt }, write) => {
      const { item, run, reason, unit } = data
      for (const { document, class: of, segment = null, requested, before, after, short } of data.lines)
        write(inventory.backorderChange).append({
          ...{
            plant,
            item,
            run,
            reason,
            unit,
            class: of,
            segment,
            before,
            after,
            short,
            changedAt,
            position,
          },
          documentType: document.type,
          documentId: document.id,
          documentLine: document.line ?? '',
          requestedDate: requested.date,
          requestedAmount: requested.amount,
        })
    }),
  ],
})
