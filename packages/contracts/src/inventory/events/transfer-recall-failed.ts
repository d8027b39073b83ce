import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { InTransit, Recall, recallExample } from '../plant-transfer.ts'

export const TransferRecallFailed = event('inventory.TransferRecallFailed', {
  summary: 'A shipment is not reversed: not all of it is in transit.',
  data: z.object({ ...Recall, toPlant: Id, ...InTransit }),
  example: {
    ...recallExample,
    toPlant: 'P2',
    shipped: '40',
    fulfilled: '40',
  },
})
