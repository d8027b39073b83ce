import { z } from 'zod'
import { Day, Id, Text } from '../fields.ts'
import { Amount, PositiveQuantity, Quantity } from '../quantity.ts'
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

/** A shipment that is to be as if it had never been, as long as all of it is in transit. */
export const Recall = {
  item: Id,
  transfer: Id,
  line: Id.optional(),
  /** The message of the shipment. */
  movement: Id,
  /** The message that said its reversal. */
  reversal: Id,
  reason: Text,
  quantity: Quantity,
  expectedOn: Day,
}

/** Of the examples of all that a recall leads to. */
export const recallExample = {
  item: 'BRACKET',
  transfer: 'TO-77',
  line: '10',
  movement: 'wms-4720',
  reversal: 'wms-4721',
  reason: 'wrong lorry',
  quantity: { amount: '40', unit: 'EA' },
  expectedOn: '2026-03-05',
}

/** What of the transfer is where, as the plant that awaits it knows. */
export const InTransit = {
  shipped: Amount,
  /** Came in, or was lost. */
  fulfilled: Amount,
}
