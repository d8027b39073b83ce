import { command } from '../../define.ts'
import { BackorderSearch } from '../backorder-run-fields.ts'

export const FindBackorders = command('inventory.FindBackorders', {
  summary: 'A run asks which items of the plant have promised lines that are not all issued.',
  audience: 'internal',
  data: BackorderSearch,
  example: { run: 'BOP-13' },
})
