import { z } from 'zod'
import { query } from '../../define.ts'
import { Id } from '../../fields.ts'
import { BackorderLines, type RedistributedLine } from '../backorder-fields.ts'
import { RedistributePromises } from '../commands/redistribute-promises.ts'

const { item, lines } = RedistributePromises.example.data

export const PreviewBackorders = query('inventory.PreviewBackorders', {
  summary:
    'Asks what `inventory.RedistributePromises` would make of these lines, as of now. Nothing is recorded.',
  data: z.object({ item: Id, lines: BackorderLines }),
  example: { item, lines },
})

/** How {@link PreviewBackorders} is answered: every line that was named, in the order of their turns. */
export interface PreviewBackordersAnswer {
  /** Of the item's last event; null where it had none yet. */
  readonly position: string | null
  readonly now: string
  /** The item's base unit. */
  readonly unit: string
  readonly lines: readonly RedistributedLine[]
}
