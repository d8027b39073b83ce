import { z } from 'zod'
import { command } from '../../define.ts'
import { Id, Text } from '../../fields.ts'

export const PlaceStockHold = command('inventory.PlaceStockHold', {
  summary: 'Quality holds a lot, or the whole item: none of it may be promised, reserved or used.',
  audience: 'internal',
  data: z.object({ hold: Id, item: Id, lot: Id.optional(), reason: Text }),
  example: { hold: 'H-501', item: 'STEEL', lot: 'S-77', reason: 'certificate missing' },
})
