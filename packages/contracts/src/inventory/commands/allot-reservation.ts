import { z } from 'zod'
import { command } from '../../define.ts'
import { Id } from '../../fields.ts'
import { HardReservation } from '../allotment.ts'

export const AllotReservation = command('inventory.AllotReservation', {
  summary:
    'Asks to make a soft reservation hard: lots or serial numbers are set aside for all that is still reserved.',
  data: z.object({ reservation: Id, item: Id, hard: HardReservation }),
  example: { reservation: 'R-1', item: 'BRACKET', hard: { strategy: 'fefo' } },
})
