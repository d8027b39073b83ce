import { z } from 'zod'
import { Day, Id, Text } from '../fields.ts'
import { Serials } from '../inventory/serials.ts'
import { Amount, isPositive, NotNegativeAmount, NotNegativeQuantity, PositiveQuantity } from '../quantity.ts'

export const WorkOrderStatus = z.enum([
  'created',
  'released',
  'inProgress',
  'completed',
  'closed',
  'cancelled',
])
export type WorkOrderStatus = z.output<typeof WorkOrderStatus>

/** One component of an order: how much of an item the whole order needs. */
export const ComponentRequirement = z.object({ item: Id, quantity: PositiveQuantity })

export const OrderRef = z.object({ order: Id })

/**
 * A work order as the ERP releases it. Without `components` those of the item's bill of material are taken;
 * without `location` the plant's default one; without `inspectOutput` what the item says.
 */
export const WorkOrderRelease = z.object({
  order: Id,
  item: Id,
  quantity: PositiveQuantity,
  dueDate: Day,
  startDate: Day.optional(),
  location: Id.optional(),
  components: z.array(ComponentRequirement).max(1000, 'must have at most 1000 components').optional(),
  inspectOutput: z.boolean().optional(),
  /** How far the yield may exceed the ordered quantity before somebody must know, in percent of it; 0 where left out. */
  overdeliveryTolerancePercent: NotNegativeAmount.optional(),
})

export const MaterialConsumption = z.object({
  order: Id,
  item: Id,
  operation: Id.optional(),
  location: Id,
  lot: Id.optional(),
  quantity: PositiveQuantity,
  /** Of an item that is kept by serial numbers one for each piece. */
  serials: Serials.optional(),
})

/** What came out of an order. `final` says that nothing more will come. */
export const Output = z
  .object({
    order: Id,
    yield: NotNegativeQuantity.optional(),
    scrap: NotNegativeQuantity.optional(),
    scrapReason: Text.optional(),
    location: Id.optional(),
    lot: Id.optional(),
    /** Of the good pieces; of an item that is kept by serial numbers one for each. */
    serials: Serials.optional(),
    final: z.boolean().optional(),
  })
  .refine((o) => o.final || isPositive(o.yield?.amount ?? '0') || isPositive(o.scrap?.amount ?? '0'), {
    path: ['yield'],
    message: 'yield or scrap must be above zero, or final must be true',
  })
  .refine((o) => !o.serials?.length || isPositive(o.yield?.amount ?? '0'), {
    path: ['serials'],
    message: 'must be left out where nothing is yielded: scrap has none',
  })

export const WorkOrderCancellation = z.object({ order: Id, reason: Text })

/** What an order has come to, in its item's base unit. */
export const WorkOrderTotals = z.object({
  yield: Amount,
  scrap: Amount,
  /** What is still to be yielded: quantity − yield, never below zero. */
  remaining: Amount,
  /** yield ÷ quantity, to six digits after the point; above 1 where more was yielded than ordered. */
  progress: Amount,
})

/** What an ended order leaves behind: its item and components, so that their open supply and demand can go. */
export const WorkOrderEnd = z.object({
  order: Id,
  /** Left out where the order ended before its release arrived. */
  item: Id.optional(),
  components: z.array(Id),
})
