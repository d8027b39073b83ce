import { command } from '../../../define.ts'
import { DecidedItem } from '../../../inventory/backorder-run-fields.ts'
import { BackordersDecided } from '../../../inventory/events/backorders-decided.ts'

export const RecordRunAnswer = command('orchestration.RecordRunAnswer', {
  summary: 'An item has answered a run.',
  audience: 'internal',
  data: DecidedItem,
  example: BackordersDecided.example.data,
})
