import { z } from 'zod'
import { command } from '../../define.ts'
import { Id, Text } from '../../fields.ts'
import { NAMES_OR_RULES, namesOrRules, WhichLines } from '../backorder-selection.ts'

export const RedistributePromises = command('inventory.RedistributePromises', {
  summary:
    'Asks to promise lines anew that were promised before, each by its class, named one by one or found by rules; `run` names the run that asks. Ask `inventory.PreviewBackorders` first.',
  data: z
    .object({ item: Id, run: Id, ...WhichLines.shape, reason: Text })
    .refine(namesOrRules, NAMES_OR_RULES),
  example: {
    item: 'BRACKET',
    run: 'BOP-12',
    lines: [
      { document: { type: 'salesOrder', id: 'SO-907', line: '10' }, class: 'win' },
      { document: { type: 'salesOrder', id: 'SO-901', line: '10' }, class: 'redistribute' },
    ],
    reason: 'SO-907 stops a line at the customer',
  },
})
