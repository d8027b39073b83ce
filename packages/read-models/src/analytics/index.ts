import type { AnalystView } from '../analyst-view.ts'
import { ageing } from './ageing.ts'
import { alerts } from './alerts.ts'
import { allocations } from './allocations.ts'
import { atpLines } from './atp-lines.ts'
import { backorderChanges } from './backorder-changes.ts'
import { goodsInTransit } from './goods-in-transit.ts'
import { holds } from './holds.ts'
import { inventoryTurns } from './inventory-turns.ts'
import { lots } from './lots.ts'
import { orderPromises } from './order-promises.ts'
import { parkedMessages } from './parked-messages.ts'
import { reservations } from './reservations.ts'
import { serialNumbers } from './serial-numbers.ts'
import { stockCounts } from './stock-counts.ts'
import { stockMovements } from './stock-movements.ts'
import { stockOnHand } from './stock-on-hand.ts'
import { workOrderComponents } from './work-order-components.ts'
import { workOrders } from './work-orders.ts'

/** Every view that is published to analysts. */
export const analystViews: readonly AnalystView[] = [
  stockOnHand,
  stockMovements,
  stockCounts,
  lots,
  serialNumbers,
  inventoryTurns,
  ageing,
  goodsInTransit,
  atpLines,
  reservations,
  allocations,
  orderPromises,
  backorderChanges,
  workOrders,
  workOrderComponents,
  holds,
  alerts,
  parkedMessages,
]
