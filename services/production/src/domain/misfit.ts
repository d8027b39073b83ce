import { type DataOf, defined, WorkOrderExceptionRaised } from '@takt/contracts'
import { type Decision, reject } from '@takt/decider'
import { isCommand, type WorkOrderEvent, type WorkOrderMessage } from './messages.ts'
import type { WorkOrder } from './work-order.ts'

type Exception = DataOf<typeof WorkOrderExceptionRaised>

/** Why a message does not fit the order as it stands. */
export type Misfit = Pick<Exception, 'code' | 'sentence' | 'details'>

/**
 * A request that does not fit is refused. What already happened is recorded (`events`) with an exception beside it,
 * unless that would only say again what an open exception says.
 */
export function judge(
  order: WorkOrder,
  message: WorkOrderMessage,
  events: readonly WorkOrderEvent[],
  misfit: Misfit | undefined,
): Decision<WorkOrderEvent> {
  if (!misfit) return events
  if (isCommand(message)) return reject(misfit.code, misfit.sentence, misfit.details)
  if (events.length === 0 && order.exceptions.includes(misfit.code)) return []
  return [...events, exception(message.data.order, order, misfit)]
}

export const exception = (id: string, order: WorkOrder, misfit: Misfit) =>
  WorkOrderExceptionRaised.create(defined({ order: id, item: order.release?.item, ...misfit }))

export const hasEnded = ({ status }: WorkOrder): boolean =>
  status === 'completed' || status === 'closed' || status === 'cancelled'

/** What a report about work (start, consumption, output) can trip over; undefined while the order is open. */
export function standing(order: WorkOrder, message: WorkOrderMessage): Misfit | undefined {
  if (!order.release) return notReleased(message)
  return hasEnded(order) ? afterEnd(order, message) : undefined
}

export const notReleased = ({ type, data }: WorkOrderMessage): Misfit => ({
  code: 'not-released',
  sentence: `Order ${data.order} is not released here: ${told(type)} came before its release, or names a wrong order.`,
  details: { message: type },
})

export const afterEnd = ({ status }: WorkOrder, { type, data }: WorkOrderMessage): Misfit => ({
  code: 'after-end',
  sentence: `Order ${data.order} is ${status}, yet ${told(type)} came for it.`,
  details: { message: type, status },
})

export const itemDiffers = (item: string, { data }: { data: { order: string; item: string } }): Misfit => ({
  code: 'item-differs',
  sentence: `Order ${data.order} makes ${item}, yet a release for ${data.item} came: cancel it and release another order.`,
  details: { released: item, item: data.item },
})

/** `production.OutputReported` → `OutputReported`. */
const told = (type: string) => type.slice(type.indexOf('.') + 1)
