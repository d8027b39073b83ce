import { allocations } from './allocations.ts'
import { atpItems } from './atp-items.ts'
import { atpLines } from './atp-lines.ts'
import { backorderChanges } from './backorder-changes.ts'
import { backorderSearches } from './backorder-searches.ts'
import { epcisEvents } from './epcis-event.ts'
import { goodsInTransit } from './goods-in-transit.ts'
import { lots } from './lots.ts'
import { orderLines } from './order-lines.ts'
import { promiseLines } from './promise-lines.ts'
import { reservations } from './reservations.ts'
import { serials } from './serials.ts'
import { sourceFreshness } from './source-freshness.ts'
import { statusStock } from './status-stock.ts'
import { stockCounts } from './stock-counts.ts'
import { stockExceptions } from './stock-exceptions.ts'
import { stockHolds } from './stock-holds.ts'
import { stockMovements } from './stock-movements.ts'
import { stockOnHand } from './stock-on-hand.ts'

export const views = [
  allocations,
  sourceFreshness,
  atpItems,
  atpLines,
  backorderChanges,
  backorderSearches,
  epcisEvents,
  goodsInTransit,
  lots,
  orderLines,
  promiseLines,
  reservations,
  statusStock,
  serials,
  stockCounts,
  stockExceptions,
  stockHolds,
  stockMovements,
  stockOnHand,
]
