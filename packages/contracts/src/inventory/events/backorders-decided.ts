import { event } from '../../define.ts'
import { DecidedItem } from '../backorder-run-fields.ts'

export const BackordersDecided = event('inventory.BackordersDecided', {
  summary:
    'An item has answered a run over several items. What it changed is in the `inventory.PromisesRedistributed` before it.',
  data: DecidedItem,
  example: { item: 'BRACKET', run: 'BOP-13', selected: 12, changed: 3 },
})
