import { alerts } from './alerts.ts'
import { backorderRuns } from './backorder-runs.ts'
import { orderPromises } from './order-promises.ts'

export const views = [alerts, backorderRuns, orderPromises]
