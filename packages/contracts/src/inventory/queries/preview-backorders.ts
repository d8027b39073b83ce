import { z } from 'zod'
import { query } from '../../define.ts'
import { Id } from '../../fields.ts'
import type { RedistributedLine } from '../backorder-fields.ts'
import { NAMES_OR_RULES, namesOrRules, WhichLines } from '../backorder-selection.ts'
import { RedistributePromises } from '../commands/redistribute-promises.ts'

const { item, lines } = RedistributePromises.example.data

export const PreviewBackorders = query('inventory.PreviewBackorders', {
  summary:
    'Asks what `inventory.RedistributePromises` would make of these lines, as of now. Nothing is recorded.',
  data: z.object({ item: Id, ...WhichLines.shape }).refine(namesOrRules, NAMES_OR_RULES),
  example: { item, lines },
})

/** How {@link PreviewBackorders} is answered: every line that takes part, in the order of their turns. */
export interface PreviewBackordersAnswer {
  /** Of the item's last event; null where it had none yet. */
  readonly position: string | null
  readonly now: string
  /** The item's base unit. */
  readonly unit: string
  readonly lines: readonly RedistributedLine[]
}
