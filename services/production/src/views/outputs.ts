import { OutputProduced } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { production } from '@takt/read-models'

/** What came out of orders, report by report. */
export const outputs = view({
  name: 'outputs',
  tables: [production.output],
  on: [
    project(
      OutputProduced,
      ({ id: eventId, plant, data, occurredAt, recordedAt, source, position }, write) => {
        write(production.output).append({
          eventId,
          plant,
          orderId: data.order,
          item: data.item,
          yield: data.yield.amount,
          scrap: data.scrap.amount,
          unit: data.yield.unit,
          scrapReason: data.scrapReason ?? null,
          location: data.location,
          lot: data.lot ?? '',
          producedAt: data.deferred?.producedAt ?? occurredAt,
          recordedAt,
          source,
          position,
        })
      },
    ),
  ],
})
