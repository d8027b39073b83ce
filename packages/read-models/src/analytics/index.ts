import type { AnalystView } from '../analyst-view.ts'
import { alerts } from './alerts.ts'
import { holds } from './holds.ts'
import { workOrderComponents } from './work-order-components.ts'
import { workOrders } from './work-orders.ts'

/** Every view that is published to analysts. */
export const analystViews: readonly AnalystView[] = [workOrders, workOrderComponents, holds, alerts]
