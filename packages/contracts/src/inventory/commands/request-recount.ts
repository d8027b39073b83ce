import { command } from '../../define.ts'
import { CountDoubt } from '../stock-count.ts'

export const RequestRecount = command('inventory.RequestRecount', {
  summary: 'Asks for an open count to be counted again: the next report of it takes its place.',
  data: CountDoubt,
  example: { item: 'BOLT', count: 'CC-2026-03-117', reason: 'a pallet may have been missed' },
})
