import { z } from 'zod'
import { command } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { PoolPath } from '../allocation-fields.ts'

export const ReleaseAllocation = command('inventory.ReleaseAllocation', {
  summary: 'Asks to end what a pool is allocated; pools below it keep theirs.',
  data: z.object({ item: Id, pool: PoolPath, reason: Text.optional() }),
  example: { item: 'BRACKET', pool: ['web', 'gold'], reason: 'the sale is over' },
})
