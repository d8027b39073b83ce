import { z } from 'zod'
import { command } from '../../define.ts'
import { Id } from '../../fields.ts'

export const ExpireReservations = command('inventory.ExpireReservations', {
  summary: 'Records which reservations and quotes of an item are past their time.',
  audience: 'internal',
  data: z.object({ item: Id }),
  example: { item: 'BRACKET' },
})
