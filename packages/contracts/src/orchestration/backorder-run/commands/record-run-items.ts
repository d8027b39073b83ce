import { command } from '../../../define.ts'
import { FoundItems } from '../../../inventory/backorder-run-fields.ts'
import { RecordBackorders } from '../../../inventory/commands/record-backorders.ts'

export const RecordRunItems = command('orchestration.RecordRunItems', {
  summary: 'Inventory has told a run which items have backorders.',
  audience: 'internal',
  data: FoundItems,
  example: RecordBackorders.example.data,
})
