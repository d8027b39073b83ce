import { z } from 'zod'
import { command } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Recall, recallExample } from '../plant-transfer.ts'

export const RecallTransfer = command('inventory.RecallTransfer', {
  summary: 'Another plant wants a shipment back: it is, if all of it is still in transit.',
  audience: 'internal',
  data: z.object({ ...Recall, fromPlant: Id }),
  example: {
    ...recallExample,
    fromPlant: 'P1',
  },
})
