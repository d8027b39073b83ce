import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { InTransit, Recall } from '../plant-transfer.ts'

export const TransferRecallFailed = event('inventory.TransferRecallFailed', {
  summary: 'A shipment is not reversed: not all of it is in transit.',
  data: z.object({ ...Recall, toPlant: Id, ...InTransit }),
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
    shipped: '40',
    fulfilled: '40',
  },
})
