import {
  OrderPromiseCancelled,
  OrderPromiseChanged,
  OrderPromised,
  OrderPromiseRefused,
  OrderPromiseRequested,
} from '@takt/contracts'
import { project, view } from '@takt/projections'
import { orchestration } from '@takt/read-models'

const { orderPromise, orderPromiseLine } = orchestration

/** Every order that was asked for, with what became of each of its lines. */
export const orderPromises = view({
  name: 'order_promises',
  tables: [orderPromise, orderPromiseLine],
  on: [
    project(OrderPromiseRequested, ({ data, position }, write) => {
      const { order: orderId, attempt, customer = null, allOrNothing, deadline, requestedAt, lines } = data
      const asked = { attempt, customer, allOrNothing, deadline, requestedAt }
      const open = { state: 'asking', decidedAt: null, code: null, sentence: null } as const
      write(orderPromise).put({ orderId }, { ...asked, ...open, position })
      for (const { line, item, unit, requested, policy, skipped } of lines)
        write(orderPromiseLine).put(
          { orderId, line },
          {
            ...{ attempt, item, unit, policy, skipped, position },
            requestedAmount: requested.amount,
            requestedDate: requested.date,
            sources: [],
            short: requested.amount,
            refusals: [],
          },
        )
    }),
    project(OrderPromised, ({ data, position }, write) => {
      const { order: orderId, lines, promisedAt: decidedAt } = data
      write(orderPromise).patch({ orderId }, { state: 'promised', decidedAt, position })
      for (const { line, from: sources, short, refusals } of lines)
        write(orderPromiseLine).patch({ orderId, line }, { sources, short, refusals, position })
    }),
    project(OrderPromiseRefused, ({ data, position }, write) => {
      const { order: orderId, code, sentence, lines, refusedAt: decidedAt } = data
      write(orderPromise).patch({ orderId }, { state: 'refused', decidedAt, code, sentence, position })
      for (const { line, from: sources, short, refusals } of lines)
        write(orderPromiseLine).patch({ orderId, line }, { sources, short, refusals, position })
    }),
    project(OrderPromiseChanged, ({ data, position }, write) => {
      const { order: orderId, plant, item, cause, reason, run = null, changedAt, lines } = data
      write(orderPromise).patch({ orderId }, { changedAt, position })
      for (const { line, from: sources, short, before } of lines)
        write(orderPromiseLine).patch(
          { orderId, line },
          {
            ...{ sources, short, changedAt, position },
            ...{ changeCause: cause, changeReason: reason, changeRun: run },
            changeBefore: { plant, item, promised: before },
          },
        )
    }),
    project(OrderPromiseCancelled, ({ data, position }, write) => {
      const { order: orderId, reason: sentence, cancelledAt: decidedAt } = data
      write(orderPromise).patch(
        { orderId },
        { state: 'cancelled', decidedAt, code: 'cancelled', sentence, position },
      )
    }),
  ],
})
