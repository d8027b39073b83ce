import { itemAtPlant } from '@takt/contracts'
import { aggregate, defineService } from '@takt/service'
import { stockItemEvents, stockItemMessages } from './domain/stock-item/messages.ts'
import { StockItem } from './domain/stock-item/stock-item.ts'
import { epcisEventAggregate, epcisReactions, epcisTranslation } from './epcis/wiring.ts'
import { type Copies, references, unknownItem, unknownPlant } from './master-data.ts'
import { expiredReservations } from './sweeps.ts'
import { views } from './views/index.ts'

const stockItem = aggregate({
  context: 'inventory',
  name: 'stockItem',
  decider: StockItem,
  handles: stockItemMessages,
  events: stockItemEvents,
  id: ({ data }) => data.item,
  reference: ({ data }, refs: Copies, plantId) => {
    const item = refs.items.get(data.item)
    const plant = refs.plants.get(plantId)
    if (!plant) return unknownPlant(plantId)
    return item ? { item: itemAtPlant(item, plantId), plant } : unknownItem(data.item)
  },
})

export const service = defineService({
  name: 'inventory',
  aggregates: [stockItem, epcisEventAggregate],
  references,
  translations: [epcisTranslation],
  reactions: epcisReactions,
  views,
  sweeps: [expiredReservations],
})
