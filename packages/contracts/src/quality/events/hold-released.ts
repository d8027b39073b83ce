import { event } from '../../define.ts'
import { Id, Instant } from '../../fields.ts'
import { HoldRelease, StockHoldId } from '../fields.ts'

export const HoldReleased = event('quality.HoldReleased', {
  summary: 'A hold is over.',
  data: HoldRelease.extend({
    releasedAt: Instant,
    /** Left out where the release overtook the hold. */
    item: Id.optional(),
    lot: Id.optional(),
    stockHold: StockHoldId.optional(),
  }),
  example: {
    hold: 'H-501',
    item: 'STEEL',
    lot: 'S-77',
    reason: 'certificate arrived',
    stockHold: 'H-501',
    releasedAt: '2026-03-02T08:00:00.000Z',
  },
})
