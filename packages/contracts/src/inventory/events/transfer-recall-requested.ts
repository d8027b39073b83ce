import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Recall, recallExample } from '../plant-transfer.ts'

export const TransferRecallRequested = event('inventory.TransferRecallRequested', {
  summary:
    'A shipment to another plant is to be reversed: that plant says whether all of it is still in transit.',
  data: z.object({ ...Recall, toPlant: Id }),
  example: {
    ...recallExample,
    toPlant: 'P2',
  },
})
