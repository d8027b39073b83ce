import { command } from '../../define.ts'
import { AlertClearance } from '../fields.ts'

export const ClearAlert = command('orchestration.ClearAlert', {
  summary: 'Says that a matter needs no more attention.',
  data: AlertClearance,
  example: { alert: 'reorder-point:STEEL', reason: 'STEEL at P1 is back above its reorder point.' },
})
