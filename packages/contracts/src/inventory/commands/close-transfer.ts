import { z } from 'zod'
import { command } from '../../define.ts'
import { Id, Text } from '../../fields.ts'

export const CloseTransfer = command('inventory.CloseTransfer', {
  summary: 'Asks to await nothing more of a transfer: what is still in transit is lost.',
  data: z.object({ item: Id, transfer: Id, line: Id.optional(), reason: Text }),
  example: { item: 'BRACKET', transfer: 'TO-77', line: '10', reason: 'two crates fell off the lorry' },
})
