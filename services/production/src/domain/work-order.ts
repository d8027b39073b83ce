import {
  type CancelWorkOrder,
  CloseWorkOrder,
  CompleteWorkOrder,
  ConsumeMaterial,
  type DataOf,
  defined,
  isPositive,
  MaterialConsumed,
  MaterialConsumptionReported,
  type MessageOf,
  miscounted,
  OutputDeferred,
  OutputProduced,
  OutputReported,
  ReleaseWorkOrder,
  ReportOutput,
  StartWorkOrder,
  type WorkOrderCancellationReported,
  WorkOrderCancelled,
  WorkOrderClosed,
  WorkOrderCloseReported,
  WorkOrderCompleted,
  WorkOrderCompletionReported,
  WorkOrderExceptionCleared,
  WorkOrderExceptionRaised,
  WorkOrderReleased,
  WorkOrderReleaseReported,
  WorkOrderStarted,
  WorkOrderStartReported,
  type WorkOrderStatus,
} from '@takt/contracts'
import { type Decider, type Decision, type Given, isRejection, reject } from '@takt/decider'
import { isCommand, type WorkOrderEvent, type WorkOrderMessage } from './messages.ts'
import { afterEnd, hasEnded, itemDiffers, judge, notReleased, standing } from './misfit.ts'
import { hasQuantity, produce } from './output.ts'
import { type Component, inBaseUnitOf, type WorkOrderReference } from './reference.ts'
import { released, resolve, sameRelease } from './release.ts'
import { overDelivery } from './totals.ts'

/** What an order makes, from what and until when, as last released; quantities in base units. */
export interface Release
  extends Omit<DataOf<typeof WorkOrderReleased>, 'order' | 'components' | 'withdrawn' | 'status' | 'totals'> {
  readonly components: readonly Component[]
}

export interface WorkOrder {
  status: WorkOrderStatus
  /** Null until the release is here; reports may be here before it. */
  release: Release | null
  /** Good pieces and scrap so far, in the item's base unit. */
  yield: string
  scrap: string
  /** Output that waits for the release to say of what it is. */
  deferred: DataOf<typeof OutputDeferred>[]
  /** The codes of the exceptions that are open. */
  exceptions: DataOf<typeof WorkOrderExceptionRaised>['code'][]
}

type ReleaseAsked = MessageOf<typeof WorkOrderReleaseReported | typeof ReleaseWorkOrder>
type Consumption = MessageOf<typeof MaterialConsumptionReported | typeof ConsumeMaterial>
type OutputReport = MessageOf<typeof OutputReported | typeof ReportOutput>
type Cancellation = MessageOf<typeof WorkOrderCancellationReported | typeof CancelWorkOrder>

const initialState = (): WorkOrder => ({
  status: 'created',
  release: null,
  yield: '0',
  scrap: '0',
  deferred: [],
  exceptions: [],
})

function evolve(order: WorkOrder, event: WorkOrderEvent): WorkOrder {
  if (WorkOrderReleased.is(event)) {
    const { order: _, withdrawn: __, status, totals: ___, ...release } = event.data
    order.release = release
    order.status = status
  } else if (WorkOrderStarted.is(event)) order.status = 'inProgress'
  else if (OutputDeferred.is(event)) order.deferred.push(event.data)
  else if (OutputProduced.is(event)) {
    order.yield = event.data.totals.yield
    order.scrap = event.data.totals.scrap
    order.deferred = order.deferred.filter((d) => d.report !== event.data.deferred?.report)
  } else if (WorkOrderCompleted.is(event)) order.status = 'completed'
  else if (WorkOrderClosed.is(event)) order.status = 'closed'
  else if (WorkOrderCancelled.is(event)) order.status = 'cancelled'
  else if (WorkOrderExceptionRaised.is(event)) {
    if (!order.exceptions.includes(event.data.code)) order.exceptions.push(event.data.code)
  } else if (WorkOrderExceptionCleared.is(event))
    order.exceptions = order.exceptions.filter((code) => code !== event.data.code)
  return order
}

type Reference = WorkOrderReference
type Verdict = Decision<WorkOrderEvent>

function decide(order: WorkOrder, message: WorkOrderMessage, given: Given<Reference>): Verdict {
  if (WorkOrderReleaseReported.is(message) || ReleaseWorkOrder.is(message))
    return release(order, message, given)
  if (WorkOrderStartReported.is(message) || StartWorkOrder.is(message)) return start(order, message)
  if (MaterialConsumptionReported.is(message) || ConsumeMaterial.is(message))
    return consume(order, message, given)
  if (OutputReported.is(message) || ReportOutput.is(message)) return output(order, message, given)
  if (WorkOrderCompletionReported.is(message) || CompleteWorkOrder.is(message))
    return complete(order, message)
  if (WorkOrderCloseReported.is(message) || CloseWorkOrder.is(message)) return close(order, message)
  return cancel(order, message)
}

function release(order: WorkOrder, message: ReleaseAsked, given: Given<Reference>): Verdict {
  const { order: id, item } = message.data
  const before = order.release ?? undefined
  if (before && before.item !== item) return judge(order, message, [], itemDiffers(before.item, message))
  const asked = resolve(message.data, before, given)
  if (isRejection(asked)) return asked
  const settled = order.deferred.length === 0 && !order.exceptions.includes('not-released')
  if (before && settled && sameRelease(before, asked)) return []
  if (isCommand(message) && before)
    return reject('already-released', `Order ${id} is released already, with other content.`, { order: id })
  if (hasEnded(order) && (before || isCommand(message)))
    return judge(order, message, [], afterEnd(order, message))
  return released(id, order, asked, given.reference)
}

function start(order: WorkOrder, message: WorkOrderMessage): Verdict {
  if (order.status === 'inProgress') return []
  return judge(order, message, begin(order, message.data.order), standing(order, message))
}

function consume(order: WorkOrder, message: Consumption, { reference }: Given<Reference>): Verdict {
  const { quantity: reported, ...data } = message.data
  const quantity = inBaseUnitOf(reported, data.item, reference)
  if (isRejection(quantity)) return quantity
  const refusal = isCommand(message) && data.serials && miscounted(data.serials, quantity, data.item)
  if (refusal) return refusal
  const converted = quantity.unit === reported.unit ? undefined : reported
  const consumed = MaterialConsumed.create(defined({ ...data, quantity, reported: converted }))
  return judge(order, message, [...begin(order, data.order), consumed], standing(order, message))
}

function output(order: WorkOrder, message: OutputReport, given: Given<Reference>): Verdict {
  const { data } = message
  const events = hasQuantity(data) ? begin(order, data.order) : []
  const last = data.final && !hasEnded(order) ? [WorkOrderCompleted.create(end(order, data.order))] : []
  if (!order.release) {
    const report = { ...data, report: given.messageId, producedAt: given.occurredAt }
    const deferred = hasQuantity(data) ? [OutputDeferred.create(report)] : []
    return judge(order, message, [...events, ...deferred, ...last], notReleased(message))
  }
  if (!hasQuantity(data))
    return order.status === 'completed' ? [] : judge(order, message, last, standing(order, message))
  const produced = produce(order, order.release, data, given.reference)
  if (isRejection(produced)) return produced
  const { item, yield: yielded } = produced.data
  const refusal = isCommand(message) && data.serials && miscounted(data.serials, yielded, item)
  if (refusal) return refusal
  const misfit =
    standing(order, message) ?? overDelivery(data.order, order.release, produced.data.totals.yield)
  return judge(order, message, [...events, produced, ...last], misfit)
}

function complete(order: WorkOrder, message: WorkOrderMessage): Verdict {
  if (order.status === 'completed' || order.status === 'closed') return []
  if (order.status === 'cancelled') return judge(order, message, [], afterEnd(order, message))
  const completed = WorkOrderCompleted.create(end(order, message.data.order))
  return judge(order, message, [completed], standing(order, message))
}

function close(order: WorkOrder, message: WorkOrderMessage): Verdict {
  const { order: id } = message.data
  if (order.status === 'closed') return []
  if (order.status === 'cancelled')
    return isCommand(message) ? judge(order, message, [], afterEnd(order, message)) : []
  if (isCommand(message) && order.release && order.status !== 'completed')
    return reject('not-completed', `Order ${id} is ${order.status}: complete it before it is closed.`, {
      status: order.status,
      yield: order.yield,
      quantity: order.release.quantity.amount,
    })
  const closed = WorkOrderClosed.create(end(order, id))
  return judge(order, message, [closed], order.release ? undefined : notReleased(message))
}

function cancel(order: WorkOrder, message: Cancellation): Verdict {
  const { order: id, reason } = message.data
  if (order.status === 'cancelled') return []
  if (hasEnded(order)) return judge(order, message, [], afterEnd(order, message))
  if (isCommand(message) && (isPositive(order.yield) || isPositive(order.scrap)))
    return reject('has-output', `Order ${id} has output already: complete it instead.`, {
      yield: order.yield,
      scrap: order.scrap,
    })
  const cancelled = WorkOrderCancelled.create({ ...end(order, id), reason })
  return judge(order, message, [cancelled], order.release ? undefined : notReleased(message))
}

/** The first thing done for an order shows that work on it began. */
const begin = ({ status }: WorkOrder, order: string): WorkOrderEvent[] =>
  status === 'created' || status === 'released' ? [WorkOrderStarted.create({ order })] : []

const end = ({ release }: WorkOrder, order: string) =>
  defined({ order, item: release?.item, components: (release?.components ?? []).map((c) => c.item) })

/**
 * A production order, from its release to its close. Reports may come in any order, also before the release or
 * after the end: all are recorded, and what does not fit raises an exception beside it.
 */
export const WorkOrder: Decider<WorkOrder, WorkOrderMessage, WorkOrderEvent, WorkOrderReference> = {
  initialState,
  evolve,
  decide,
}
