import { z } from 'zod'
import { event } from '../../define.ts'
import { Instant } from '../../fields.ts'
import { HoldReported } from '../facts/hold-reported.ts'
import { HoldPlacement, StockHoldId } from '../fields.ts'

export const HoldPlaced = event('quality.HoldPlaced', {
  summary: 'A lot, or an item as a whole, is on hold.',
  data: HoldPlacement.extend({
    stockHold: StockHoldId,
    placedAt: Instant,
    /** Its release overtook it: the hold is over already and blocks nothing. */
    alreadyReleased: z.boolean(),
  }),
  example: {
    ...HoldReported.example.data,
    stockHold: 'H-501',
    placedAt: '2026-03-02T08:00:00.000Z',
    alreadyReleased: false,
  },
})
