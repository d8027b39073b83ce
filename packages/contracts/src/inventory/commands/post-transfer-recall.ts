import { z } from 'zod'
import { command } from '../../define.ts'
import { Id } from '../../fields.ts'
import { InTransit, Recall, recallExample } from '../plant-transfer.ts'

export const PostTransferRecall = command('inventory.PostTransferRecall', {
  summary: 'The other plant has answered: a shipment is reversed, or it cannot be.',
  audience: 'internal',
  data: z.object({
    ...Recall,
    toPlant: Id,
    /** Why not; left out where it is taken back. */
    refused: z.object(InTransit).optional(),
  }),
  example: {
    ...recallExample,
    toPlant: 'P2',
  },
})
