import { event } from '../../define.ts'
import { FoundItems } from '../backorder-run-fields.ts'
import { RecordBackorders } from '../commands/record-backorders.ts'

export const BackordersFound = event('inventory.BackordersFound', {
  summary: 'Which items had promised lines that are not all issued, as of the question or later.',
  data: FoundItems,
  example: RecordBackorders.example.data,
})
