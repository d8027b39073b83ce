import { z } from 'zod'
import { command } from '../../define.ts'
import { PositiveQuantity } from '../../quantity.ts'
import { Awaited } from '../plant-transfer.ts'

export const ExpectTransfer = command('inventory.ExpectTransfer', {
  summary: 'Another plant shipped goods: they are in transit, and supply on the day they are expected.',
  audience: 'internal',
  data: z.object({ ...Awaited, quantity: PositiveQuantity }),
  example: {
    item: 'BRACKET',
    transfer: 'TO-77',
    line: '10',
    fromPlant: 'P1',
    expectedOn: '2026-03-05',
    lot: 'B-2026-10',
    quantity: { amount: '40', unit: 'EA' },
  },
})
