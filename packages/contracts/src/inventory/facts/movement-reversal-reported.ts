import { fact } from '../../define.ts'
import { Reversal } from '../fields.ts'

export const MovementReversalReported = fact('inventory.MovementReversalReported', {
  summary: 'A movement that was said before never was: all that it did is undone.',
  data: Reversal,
  example: { item: 'BRACKET', movement: 'wms-4711', reason: 'scanned twice' },
})
