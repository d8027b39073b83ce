import { outputs } from './outputs.ts'
import { workOrders } from './work-orders.ts'

export const views = [outputs, workOrders]
