import {
  type EpcisEventCaptured,
  type EpcisEventDeclaredErroneous,
  type EpcisLine,
  GoodsIssueReported,
  GoodsReceiptReported,
  MAX_SERIALS,
  type MessageOf,
  negate,
  StockAdjustmentReported,
  subtract,
} from '@takt/contracts'
import type { Outgoing, Process } from '@takt/decider'

/** A captured event moves stock: each of its lines is a receipt or an issue of its item. */
export const moveCapturedStock: Process<MessageOf<typeof EpcisEventCaptured>> = ({ data }) =>
  data.voided ? [] : parts(data.lines).map(movement)

/** An event declared erroneous gives back what it moved, in the same place and status: it is as if it never was. */
export const takeBackErroneousStock: Process<MessageOf<typeof EpcisEventDeclaredErroneous>> = ({ data }) => {
  const why = data.reason === undefined ? '' : `: ${data.reason}`
  return parts(data.reverses).map((line) =>
    reversal(line, `EPCIS event ${data.eventId} was declared erroneous${why}`),
  )
}

/**
 * A movement names only so many serial numbers: further ones go in movements of their own, after all others, so that
 * those keep their ids.
 */
function parts(lines: readonly EpcisLine[]): EpcisLine[] {
  const further: EpcisLine[] = []
  const first = lines.map((line): EpcisLine => {
    const serials = [...new Set(line.serials)]
    const { amount, unit } = line.quantity
    if (serials.length === 0) return line
    for (let at = MAX_SERIALS; at < serials.length; at += MAX_SERIALS) {
      const some = serials.slice(at, at + MAX_SERIALS)
      further.push({ ...line, serials: some, quantity: { amount: String(some.length), unit } })
    }
    const rest = Math.max(0, serials.length - MAX_SERIALS)
    return {
      ...line,
      serials: serials.slice(0, MAX_SERIALS),
      quantity: { amount: subtract(amount, String(rest)), unit },
    }
  })
  return [...first, ...further]
}

const serialsOf = ({ serials }: EpcisLine) => (serials && serials.length > 0 ? { serials } : {})

function movement(line: EpcisLine): Outgoing {
  const { item, location, lot, expiresOn, status, quantity, document } = line
  const common = {
    item,
    location,
    status,
    quantity,
    ...serialsOf(line),
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
      ...serialsOf(line),
      reason: reason.slice(0, 1000),
      ...(lot === undefined ? {} : { lot }),
      ...(document === undefined ? {} : { document }),
    }),
  }
}
