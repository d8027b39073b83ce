import { command } from '../../define.ts'
import { FoundItems } from '../backorder-run-fields.ts'

export const RecordBackorders = command('inventory.RecordBackorders', {
  summary: 'The read model says which items of the plant have promised lines that are not all issued.',
  audience: 'internal',
  data: FoundItems,
  example: { run: 'BOP-13', items: ['BOLT', 'BRACKET'], total: 2 },
})
