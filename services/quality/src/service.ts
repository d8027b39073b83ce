import { type DataOf, ItemChanged } from '@takt/contracts'
import { aggregate, defineService, missing, type ReferenceCopy, reference } from '@takt/service'
import { Hold, holdEvents, holdMessages } from './domain/hold.ts'
import { Inspection, inspectionEvents, inspectionMessages } from './domain/inspection.ts'
import { holds } from './views/holds.ts'
import { inspections } from './views/inspections.ts'

type Items = { readonly items: ReferenceCopy<DataOf<typeof ItemChanged>> }

export const quality = defineService({
  name: 'quality',
  aggregates: [
    aggregate({
      context: 'quality',
      name: 'hold',
      decider: Hold,
      handles: holdMessages,
      events: holdEvents,
      id: ({ data }) => data.hold,
    }),
    aggregate({
      context: 'quality',
      name: 'inspection',
      decider: Inspection,
      handles: inspectionMessages,
      events: inspectionEvents,
      id: ({ data }) => data.inspection,
      reference: ({ data: { item } }, { items }: Items) =>
        items.get(item) ?? missing('unknown-item', `Item ${item} is not known: publish it as master data.`),
    }),
  ],
  references: [reference({ name: 'items', contract: ItemChanged, key: (d) => d.item })],
  views: [holds, inspections],
})
