import { fact } from '../../define.ts'
import { HoldPlacement } from '../fields.ts'

export const HoldReported = fact('quality.HoldReported', {
  summary: 'Quality put a lot, or an item as a whole, on hold.',
  data: HoldPlacement,
  example: { hold: 'H-501', item: 'STEEL', lot: 'S-77', reason: 'certificate missing', owner: 'qa.meyer' },
})
