import { command } from '../../define.ts'
import { Alert } from '../fields.ts'

export const RaiseAlert = command('orchestration.RaiseAlert', {
  summary: 'Asks to bring a matter to the attention of people.',
  audience: 'internal',
  data: Alert,
  example: {
    alert: 'reorder-point:STEEL',
    kind: 'reorder-point',
    severity: 'warning',
    sentence: 'STEEL at P1 fell to 90 KGM, below its reorder point of 100 KGM.',
    item: 'STEEL',
  },
})
