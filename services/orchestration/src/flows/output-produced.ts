import {
  defined,
  isPositive,
  type MessageOf,
  type OutputProduced,
  PostProductionReceipt,
} from '@takt/contracts'
import type { Process } from '@takt/decider'

/** Good pieces enter the stock, or inspection, and are no longer expected, in one step. Scrap never enters. */
export const postProductionReceipt: Process<MessageOf<typeof OutputProduced>> = ({ data }) => {
  const { item, order, location, lot, serials, inspect } = data
  const quantity = data.reported?.yield ?? data.yield
  if (!isPositive(quantity.amount)) return []
  const status = inspect ? 'inInspection' : 'unrestricted'
  return [
    {
      message: PostProductionReceipt.create(
        defined({ item, order, location, lot, status, quantity, serials }),
      ),
    },
  ]
}
