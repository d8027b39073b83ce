import { z } from 'zod'
import { Id, Text } from '../fields.ts'
import { NotNegativeQuantity } from '../quantity.ts'
import { Place } from './fields.ts'
import { Serials } from './serials.ts'
import { StockStatus } from './stock-status.ts'

/**
 * What somebody counted at one place, of unrestricted stock unless said otherwise. Counted again, it replaces the first.
 * Of an item that is kept by serial numbers it names all that were found there, one for each base unit.
 */
export const StockCount = z.object({
  ...Place,
  count: Id,
  status: StockStatus.optional(),
  counted: NotNegativeQuantity,
  serials: Serials.optional(),
  countedBy: Id.optional(),
})

export const CountApproval = z.object({ item: Id, count: Id, approvedBy: Id.optional() })
export const CountDoubt = z.object({ item: Id, count: Id, reason: Text.optional() })

/** Serial numbers that are known at a counted place and were not found there, and those that were and are not. */
export const Differing = { missing: z.array(Id).optional(), found: z.array(Id).optional() }
