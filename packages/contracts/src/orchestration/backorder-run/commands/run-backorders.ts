import { z } from 'zod'
import { command } from '../../../define.ts'
import { Id, Text } from '../../../fields.ts'
import { RunItems } from '../../../inventory/backorder-run-fields.ts'
import { BackorderSelection } from '../../../inventory/backorder-selection.ts'

/** A run over several items of a plant. Each item is decided on its own, in its own stream. */
export const Run = z.object({
  run: Id,
  reason: Text,
  selection: BackorderSelection,
  /** All that have promised lines which are not all issued, where left out. */
  items: RunItems.min(1, 'must name an item').optional(),
})

export const RunBackorders = command('orchestration.RunBackorders', {
  summary:
    'Asks to promise lines of several items anew, by rules: of the items named, or of all of the plant that have backorders.',
  data: Run,
  example: {
    run: 'BOP-13',
    reason: 'a press is down until Friday',
    selection: {
      segments: [{ name: 'key accounts', class: 'win', where: { customers: ['C-17'] } }],
      rest: 'redistribute',
    },
  },
})
