import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Recall } from '../plant-transfer.ts'

export const TransferRecallRequested = event('inventory.TransferRecallRequested', {
  summary:
    'A shipment to another plant is to be reversed: that plant says whether all of it is still in transit.',
  data: z.object({ ...Recall, toPlant: Id }),
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
