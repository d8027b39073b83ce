import { ItemChanged, type KeptItem } from '@takt/contracts'
import { aggregate, defineService, missing, type ReferenceCopy, reference } from '@takt/service'
import { Hold, holdEvents, holdMessages } from './domain/hold.ts'
import { Inspection, inspectionEvents, inspectionMessages } from './domain/inspection.ts'
import { views } from './views/index.ts'

const context = 'quality'

export const service = defineService({
  name: context,
  aggregates: [
    aggregate({
      context,
      name: 'hold',
      decider: Hold,
      handles: holdMessages,
      events: holdEvents,
      id: ({ data }) => data.hold,
    }),
    aggregate({
      context,
      name: 'inspection',
      decider: Inspection,
      handles: inspectionMessages,
      events: inspectionEvents,
      id: ({ data }) => data.inspection,
      reference: ({ data: { item } }, refs: { items: ReferenceCopy<KeptItem> }) =>
        refs.items.get(item) ??
        missing(
          'unknown-item',
          `the item ${item} is not known: publish it on in.all.masterdata.item-published.v1, then replay this message`,
        ),
    }),
  ],
  references: [reference({ name: 'items', contract: ItemChanged, key: (i) => i.item })],
  views,
})
