import { z } from 'zod'
import { command } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Recall } from '../plant-transfer.ts'

export const RecallTransfer = command('inventory.RecallTransfer', {
  summary: 'Another plant wants a shipment back: it is, if all of it is still in transit.',
  audience: 'internal',
  data: z.object({ ...Recall, fromPlant: Id }),
  example: {
    item: 'BRACKET',
    transfer: 'TO-77',
    line: '10',
    movement: 'wms-4720',
    reversal: 'wms-4721',
    reason: 'wrong lorry',
    quantity: { amount: '40', unit: 'EA' },
    expectedOn: '2026-03-05',
    fromPlant: 'P1',
  },
})
