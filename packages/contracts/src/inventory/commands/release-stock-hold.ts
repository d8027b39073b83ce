import { z } from 'zod'
import { command } from '../../define.ts'
import { Id, Text } from '../../fields.ts'

export const ReleaseStockHold = command('inventory.ReleaseStockHold', {
  summary: 'Quality releases a hold: what it held goes back to where it was.',
  audience: 'internal',
  data: z.object({ hold: Id, item: Id, lot: Id.optional(), reason: Text.optional() }),
  example: { hold: 'H-501', item: 'STEEL', lot: 'S-77', reason: 'certificate arrived' },
})
