import { z } from 'zod'
import { command } from '../../define.ts'
import { Id } from '../../fields.ts'
import { Expiry } from '../reservation-fields.ts'

export const ExtendReservation = command('inventory.ExtendReservation', {
  summary:
    'Asks to keep a reservation until a later moment, or until it is used or released where none is said.',
  data: z.object({ reservation: Id, item: Id, ...Expiry }),
  example: { reservation: 'R-1', item: 'BRACKET', expiresAt: '2026-03-03T18:00:00Z' },
})
