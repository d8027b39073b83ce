import { z } from 'zod'
import { Day, Id, Text } from '../fields.ts'
import { PositiveQuantity } from '../quantity.ts'
import { Place } from './fields.ts'
import { Serials } from './serials.ts'
import { StockStatus } from './stock-status.ts'

/** Goods that left for another plant, from unrestricted stock unless said otherwise. */
export const PlantTransfer = z.object({
  ...Place,
  /** The transfer order, and its line. */
  transfer: Id,
  line: Id.optional(),
  toPlant: Id,
  status: StockStatus.optional(),
  quantity: PositiveQuantity,
  serials: Serials.optional(),
  /** When the other plant may have them. */
  expectedOn: Day,
  reason: Text.optional(),
})

/** What is on its way, as the plant that awaits it is told. */
export const Awaited = {
  item: Id,
  transfer: Id,
  line: Id.optional(),
  fromPlant: Id,
  expectedOn: Day,
  lot: Id.optional(),
  /** The lot's last day, as the other plant knows it. */
  expiresOn: Day.optional(),
}
