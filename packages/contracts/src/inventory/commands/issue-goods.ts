import { command } from '../../define.ts'
import { GoodsIssueReported } from '../facts/goods-issue-reported.ts'
import { Issue } from '../fields.ts'

export const IssueGoods = command('inventory.IssueGoods', {
  summary: 'Asks to book goods out.',
  data: Issue,
  example: GoodsIssueReported.example.data,
})
