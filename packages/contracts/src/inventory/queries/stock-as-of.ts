import { z } from 'zod'
import { query } from '../../define.ts'
import { Id, Instant } from '../../fields.ts'
import type { AtpInput } from '../atp/index.ts'

const Position = z.string().regex(/^\d{1,20}$/, 'must be a position as a command answered it, such as 1842')

/** Rows of one list of an answer: NATS carries 1 MiB of all of them. */
export const MAX_AS_OF_ROWS = 500

/** Where each list goes on, as an answer said it; a list that is not named does not. */
const Cursors = z.object({
  stock: z.string().optional(),
  lines: z.string().optional(),
  reservations: z.string().optional(),
})

export const StockAsOf = query('inventory.StockAsOf', {
  summary:
    'Asks what was there of an item, and what could be promised, as of a position or a time of recording; as of now where neither is said.',
  data: z
    .object({
      item: Id,
      /** The log up to and with it. */
      position: Position.optional(),
      /** All that was recorded by then. */
      time: Instant.optional(),
      /** Rows of each list at most; as many as one answer can carry where left out. */
      first: z
        .int()
        .min(1, 'must be at least 1')
        .max(MAX_AS_OF_ROWS, `must be at most ${MAX_AS_OF_ROWS} rows: go on with \`after\``)
        .optional(),
      /** To go on with lists that were longer, as of the same moment; all lists from their start where left out. */
      after: Cursors.optional(),
    })
    .refine((asked) => asked.position === undefined || asked.time === undefined, {
      path: ['time'],
      message: 'must not be said beside a position: ask for one of them',
    }),
  example: { item: 'BRACKET', time: '2026-03-02T08:00:00Z' },
})

/** Of a list only so much as one answer can carry; `total` is how many there were, `next` where to go on, if there is more. */
export interface FirstOf<Row> {
  readonly rows: readonly Row[]
  readonly total: number
  readonly next: string | null
}

/** How {@link StockAsOf} is answered. Rows are those that the read models had then. */
export interface StockAsOfAnswer<Stock = unknown, Line = unknown, Reservation = unknown> {
  /** Of the item's last event up to the point asked for; null where it had none yet. */
  readonly position: string | null
  readonly recordedAt: string | null
  /** The moment that reservations and days are told by: the time asked for, else when that event was recorded. */
  readonly now: string
  readonly stock: FirstOf<Stock>
  readonly lines: FirstOf<Line>
  /** Those that counted. */
  readonly reservations: FirstOf<Reservation>
  /** What ATP is worked out from; master data as they are now. */
  readonly input: AtpInput
  /** The item's base unit, as master data say now. */
  readonly unit: string
}
