import { z } from 'zod'
import { command } from '../../define.ts'
import { Id, Text } from '../../fields.ts'

export const ReleaseReservation = command('inventory.ReleaseReservation', {
  summary: 'Asks to end a reservation.',
  data: z.object({ reservation: Id, item: Id, reason: Text.optional() }),
  example: { reservation: 'R-1', item: 'BRACKET', reason: 'quote declined' },
})
