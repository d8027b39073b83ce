import { defined, ExpectTransfer, type MessageOf, type TransferShipped } from '@takt/contracts'
import type { Process } from '@takt/decider'

/** What one plant shipped is in transit at the plant that awaits it. */
export const expectTransfer: Process<MessageOf<typeof TransferShipped>> = ({ plant: fromPlant, data }) => {
  const { toPlant, ...shipment } = data
  return [{ plant: toPlant, message: ExpectTransfer.create(defined({ ...shipment, fromPlant })) }]
}
