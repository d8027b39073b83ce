import { alerts } from './alerts.ts'
import { orderPromises } from './order-promises.ts'

export const views = [alerts, orderPromises]
