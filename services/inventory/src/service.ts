import { itemAtPlant } from '@takt/contracts'
import { aggregate, defineService, missing } from '@takt/service'
import { BackorderSearch, backorderSearchEvents, backorderSearchMessages } from './domain/backorder-search.ts'
import { notUnderstood } from './domain/stock-item/ask.ts'
import { claims, looksBack } from './domain/stock-item/look-back.ts'
import { stockItemEvents, stockItemMessages } from './domain/stock-item/messages.ts'
import { StockItem } from './domain/stock-item/stock-item.ts'
import { epcisEventAggregate, epcisReactions, epcisTranslation } from './epcis/wiring.ts'
import { type Copies, references, unknownItem, unknownPlant } from './master-data.ts'
import { previewBackorders } from './queries/preview-backorders.ts'
import { stockAsOf } from './queries/stock-as-of.ts'
import { endedAllocations, expiredReservations, soughtBackorders } from './sweeps.ts'
import { views } from './views/index.ts'

const stockItem = aggregate({
  context: 'inventory',
  name: 'stockItem',
  decider: StockItem,
  handles: stockItemMessages,
  events: stockItemEvents,
  id: ({ data }) => data.item,
  looksBack,
  claims,
  reference: (message, refs: Copies, plantId) => {
    const kept = refs.items.get(message.data.item)
    const plant = refs.plants.get(plantId)
    if (!plant) return unknownPlant(plantId)
    if (!kept) return unknownItem(message.data.item)
    const item = itemAtPlant(kept, plantId)
    const lacks = notUnderstood(message, { item, plant })
    return lacks === undefined ? { item, plant } : missing(lacks.code, lacks.sentence)
  },
})

const backorderSearch = aggregate({
  context: 'inventory',
  name: 'backorderSearch',
  decider: BackorderSearch,
  handles: backorderSearchMessages,
  events: backorderSearchEvents,
  id: ({ data }) => data.run,
})

export const service = defineService({
  name: 'inventory',
  aggregates: [stockItem, backorderSearch, epcisEventAggregate],
  references,
  translations: [epcisTranslation],
  reactions: epcisReactions,
  queries: [stockAsOf, previewBackorders],
  views,
  sweeps: [expiredReservations, endedAllocations, soughtBackorders],
})
