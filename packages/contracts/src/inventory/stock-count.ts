import { z } from 'zod'
import { Id, Text } from '../fields.ts'
import { NotNegativeQuantity } from '../quantity.ts'
import { Place } from './fields.ts'
import { StockStatus } from './stock-status.ts'

/** What somebody counted at one place, of unrestricted stock unless said otherwise. Counted again, it replaces the first. */
export const StockCount = z.object({
  ...Place,
  count: Id,
  status: StockStatus.optional(),
  counted: NotNegativeQuantity,
  countedBy: Id.optional(),
})

export const CountApproval = z.object({ item: Id, count: Id, approvedBy: Id.optional() })
export const CountDoubt = z.object({ item: Id, count: Id, reason: Text.optional() })
