import { z } from 'zod'
import { command } from '../../define.ts'
import { Id, Instant } from '../../fields.ts'

export const ExtendReservation = command('inventory.ExtendReservation', {
  summary: 'Asks to keep a reservation until a later moment.',
  data: z.object({ reservation: Id, item: Id, expiresAt: Instant }),
  example: { reservation: 'R-1', item: 'BRACKET', expiresAt: '2026-03-03T18:00:00Z' },
})
