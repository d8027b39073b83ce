import {
  defined,
  type MessageOf,
  PostTransferRecall,
  RecallTransfer,
  type TransferRecalled,
  type TransferRecallRefused,
  type TransferRecallRequested,
} from '@takt/contracts'
import type { Process } from '@takt/decider'

/** The plant that awaits a shipment is asked for it. */
export const recallTransfer: Process<MessageOf<typeof TransferRecallRequested>> = ({ plant, data }) => {
  const { toPlant, ...recall } = data
  return [{ plant: toPlant, message: RecallTransfer.create(defined({ ...recall, fromPlant: plant })) }]
}

/** And its answer goes to the plant that shipped it. */
export const postTransferRecall: Process<MessageOf<typeof TransferRecalled>> = ({ plant, data }) => {
  const { fromPlant, shipped: _shipped, schedule: _schedule, lines: _lines, ...recall } = data
  return [{ plant: fromPlant, message: PostTransferRecall.create(defined({ ...recall, toPlant: plant })) }]
}

export const postRecallRefused: Process<MessageOf<typeof TransferRecallRefused>> = ({ plant, data }) => {
  const { fromPlant, shipped, fulfilled, ...recall } = data
  const refused = { shipped, fulfilled }
  return [
    { plant: fromPlant, message: PostTransferRecall.create(defined({ ...recall, toPlant: plant, refused })) },
  ]
}
