import {
  type EpcisEventCaptured,
  type EpcisEventDeclaredErroneous,
  type EpcisLine,
  GoodsIssueReported,
  GoodsReceiptReported,
  type MessageOf,
  negate,
  StockAdjustmentReported,
} from '@takt/contracts'
import type { Outgoing, Process } from '@takt/decider'

/** A captured event moves stock: each of its lines is a receipt or an issue of its item. */
export const moveCapturedStock: Process<MessageOf<typeof EpcisEventCaptured>> = ({ data }) =>
  data.voided ? [] : data.lines.map(movement)

/** An event declared erroneous gives back what it moved, in the same place and status: it is as if it never was. */
export const takeBackErroneousStock: Process<MessageOf<typeof EpcisEventDeclaredErroneous>> = ({ data }) => {
  const why = data.reason === undefined ? '' : `: ${data.reason}`
  return data.reverses.map((line) =>
    reversal(line, `EPCIS event ${data.eventId} was declared erroneous${why}`),
  )
}

function movement(line: EpcisLine): Outgoing {
  const { item, location, lot, expiresOn, status, quantity, document } = line
  const common = {
    item,
    location,
    status,
    quantity,
    ...(lot === undefined ? {} : { lot }),
    ...(document === undefined ? {} : { document }),
  }
  return {
    message:
      line.direction === 'in'
        ? GoodsReceiptReported.create({ ...common, ...(expiresOn === undefined ? {} : { expiresOn }) })
        : GoodsIssueReported.create(common),
  }
}

function reversal(line: EpcisLine, reason: string): Outgoing {
  const { item, location, lot, status, quantity, document } = line
  const amount = line.direction === 'in' ? negate(quantity.amount) : quantity.amount
  return {
    message: StockAdjustmentReported.create({
      item,
      location,
      status,
      quantity: { amount, unit: quantity.unit },
      reason: reason.slice(0, 1000),
      ...(lot === undefined ? {} : { lot }),
      ...(document === undefined ? {} : { document }),
    }),
  }
}
