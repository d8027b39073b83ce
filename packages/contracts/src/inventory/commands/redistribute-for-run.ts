import { z } from 'zod'
import { command } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { BackorderSelection } from '../backorder-selection.ts'

export const RedistributeForRun = command('inventory.RedistributeForRun', {
  summary:
    'A run over several items asks one of them to promise its lines anew; it answers by an event whatever comes of it, so that the run hears of it.',
  audience: 'internal',
  data: z.object({ item: Id, run: Id, selection: BackorderSelection, reason: Text }),
  example: {
    item: 'BRACKET',
    run: 'BOP-13',
    selection: {
      segments: [{ name: 'key accounts', class: 'win', where: { customers: ['C-17'] } }],
      rest: 'redistribute',
    },
    reason: 'a press is down until Friday',
  },
})
