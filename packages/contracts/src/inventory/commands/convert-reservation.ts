import { z } from 'zod'
import { command } from '../../define.ts'
import { Day, Id } from '../../fields.ts'
import { DocumentRef } from '../fields.ts'

export const ConvertReservation = command('inventory.ConvertReservation', {
  summary:
    'Asks to turn what is still reserved into a line of demand, in one step: it is never counted twice.',
  data: z.object({
    reservation: Id,
    item: Id,
    /** The new line of demand. */
    document: DocumentRef,
    date: Day,
    customer: Id.optional(),
  }),
  example: {
    reservation: 'R-1',
    item: 'BRACKET',
    document: { type: 'salesOrder', id: 'SO-902', line: '10' },
    date: '2026-03-05',
    customer: 'C-17',
  },
})
