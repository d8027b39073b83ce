import { z } from 'zod'
import { Id, Text } from '../fields.ts'
import { Serials } from '../inventory/serials.ts'
import { isPositive, NotNegativeQuantity } from '../quantity.ts'

const HOLD_LENGTH = 120

const HoldId = Id.max(HOLD_LENGTH, `must have at most ${HOLD_LENGTH} characters`)

/**
 * The id under which stock is held: the hold's own, with a number behind it once the hold has moved to another lot
 * or item, so that letting go of the one and holding the other cannot be mistaken for each other.
 */
export const StockHoldId = Id

/** Of a hold on one lot, or on the whole item where `lot` is left out. */
export const HoldPlacement = z.object({
  hold: HoldId,
  item: Id,
  lot: Id.optional(),
  reason: Text,
  owner: Id.optional(),
})

export const HoldRelease = z.object({ hold: HoldId, reason: Text.optional() })

/** A usage decision, whole or in part: decisions of one inspection add up. */
export const UsageDecision = z
  .object({
    inspection: Id,
    item: Id,
    lot: Id.optional(),
    location: Id.optional(),
    accepted: NotNegativeQuantity.optional(),
    rejected: NotNegativeQuantity.optional(),
    /** One for each piece. Left out where all that is in inspection is decided about, they are those not rejected. */
    acceptedSerials: Serials.optional(),
    /** One for each piece. Left out where all that is in inspection is decided about, they are those not accepted. */
    rejectedSerials: Serials.optional(),
  })
  .refine((d) => isPositive(d.accepted?.amount ?? '0') || isPositive(d.rejected?.amount ?? '0'), {
    path: ['accepted'],
    message: 'accepted or rejected must be above zero',
  })
  .refine((d) => !d.acceptedSerials?.length || isPositive(d.accepted?.amount ?? '0'), {
    path: ['acceptedSerials'],
    message: 'must be left out where nothing is accepted',
  })
  .refine((d) => !d.rejectedSerials?.length || isPositive(d.rejected?.amount ?? '0'), {
    path: ['rejectedSerials'],
    message: 'must be left out where nothing is rejected',
  })
  .refine((d) => !d.acceptedSerials?.some((serial) => d.rejectedSerials?.includes(serial)), {
    path: ['rejectedSerials'],
    message: 'must name none that is accepted, too',
  })
