import { type MaterialConsumed, type MessageOf, PostConsumption } from '@takt/contracts'
import type { Process } from '@takt/decider'

/** Used material leaves the stock and meets the order's demand, in one step. */
export const postConsumption: Process<MessageOf<typeof MaterialConsumed>> = ({ data }) => {
  const { reported, ...consumption } = data
  return [{ message: PostConsumption.create({ ...consumption, quantity: reported ?? data.quantity }) }]
}
