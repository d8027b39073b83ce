import { z } from 'zod'
import { command } from '../../define.ts'
import { Id } from '../../fields.ts'
import { InTransit, Recall } from '../plant-transfer.ts'

export const PostTransferRecall = command('inventory.PostTransferRecall', {
  summary: 'The other plant has answered: a shipment is reversed, or it cannot be.',
  audience: 'internal',
  data: z.object({
    ...Recall,
    toPlant: Id,
    /** Why not; left out where it is taken back. */ refused: z.object(InTransit).optional(),
  }),
  example: {
    item: 'BRACKET',
    transfer: 'TO-77',
    line: '10',
    movement: 'wms-4720',
    reversal: 'wms-4721',
    reason: 'wrong lorry',
    quantity: { amount: '40', unit: 'EA' },
    expectedOn: '2026-03-05',
    toPlant: 'P2',
  },
})
