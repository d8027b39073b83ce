import { defineService } from '@takt/service'
import { references } from './references.ts'
import { outputs } from './views/outputs.ts'
import { workOrders as workOrderBoard } from './views/work-orders.ts'
import { workOrders } from './work-orders.ts'

export const production = defineService({
  name: 'production',
  aggregates: [workOrders],
  references,
  views: [workOrderBoard, outputs],
})
