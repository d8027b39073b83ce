import { event } from '../../define.ts'
import { BackorderSearch } from '../backorder-run-fields.ts'
import { FindBackorders } from '../commands/find-backorders.ts'

export const BackordersSought = event('inventory.BackordersSought', {
  summary: 'A run has asked which items have backorders: the read model answers once it holds this event.',
  data: BackorderSearch,
  example: FindBackorders.example.data,
})
