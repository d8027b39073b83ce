import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { InTransit, Recall, recallExample } from '../plant-transfer.ts'

export const TransferRecallRefused = event('inventory.TransferRecallRefused', {
  summary: 'A shipment cannot be taken back: not all of it is in transit.',
  data: z.object({ ...Recall, fromPlant: Id, ...InTransit }),
  example: {
    ...recallExample,
    fromPlant: 'P1',
    shipped: '40',
    fulfilled: '40',
  },
})
