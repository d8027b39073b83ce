import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { StockExceptionCode } from '../fields.ts'

export const StockExceptionCleared = event('inventory.StockExceptionCleared', {
  summary: 'What somebody had to look at is right again.',
  data: z.object({ exception: z.string(), code: StockExceptionCode, item: Id, sentence: z.string() }),
  example: {
    exception: 'negative-stock:RAW-01:S-77:unrestricted',
    code: 'negative-stock',
    item: 'STEEL',
    sentence: 'STEEL lot S-77 at RAW-01 is at 0 KGM unrestricted.',
  },
})
