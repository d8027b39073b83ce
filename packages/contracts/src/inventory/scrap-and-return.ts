import { z } from 'zod'
import { Id, Text } from '../fields.ts'
import { PositiveQuantity } from '../quantity.ts'
import { DocumentRef, Place } from './fields.ts'
import { Serials } from './serials.ts'
import { StockStatus } from './stock-status.ts'

/** Goods that are thrown away, from unrestricted stock unless said otherwise. */
export const Scrap = z.object({
  ...Place,
  status: StockStatus.optional(),
  quantity: PositiveQuantity,
  serials: Serials.optional(),
  /** The plant's own code for why. */
  reasonCode: Id,
  reason: Text.optional(),
  document: DocumentRef.optional(),
})

/**
 * Goods that come back from a customer, to inspection unless said otherwise, or go back to a supplier, from
 * unrestricted stock unless said otherwise.
 */
export const Return = z.object({
  ...Place,
  direction: z.enum(['fromCustomer', 'toSupplier']),
  status: StockStatus.optional(),
  quantity: PositiveQuantity,
  serials: Serials.optional(),
  /** The delivery or sales order they went out for, or the purchase order they came in for. */
  document: DocumentRef.optional(),
  /** Whether the order is to be met again: its line is open again by as much. No where left out. */
  reopen: z.boolean().optional(),
  reason: Text,
})
