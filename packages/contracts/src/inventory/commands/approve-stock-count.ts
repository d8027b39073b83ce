import { command } from '../../define.ts'
import { CountApproval } from '../stock-count.ts'

export const ApproveStockCount = command('inventory.ApproveStockCount', {
  summary: 'Asks to post the difference of an open count; what moved since the count stays as it is.',
  data: CountApproval,
  example: { item: 'BOLT', count: 'CC-2026-03-117', approvedBy: 'a.smith' },
})
