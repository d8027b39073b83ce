import {
  ALL_PLANTS,
  CancelDemand,
  type DataOf,
  defined,
  type GivenBack,
  type MessageOf,
  type OrderPromiseAnswered,
  type OrderPromiseCancelled,
  type OrderPromised,
  type OrderPromiseRefused,
  type OrderPromiseRequested,
  PromiseForOrder,
  type PromiseRefused,
  RecordOrderAnswer,
  SettlePromise,
  type StockPromised,
  sum,
} from '@takt/contracts'
import type { Outgoing, Process } from '@takt/decider'

type Asking = DataOf<typeof OrderPromiseRequested>

/** Each source is asked for its lines of the order at once: only its own stream can say what is promised. */
export const askSources: Process<MessageOf<typeof OrderPromiseRequested>> = ({ data }) => asked(data)

/** The next sources are asked; what came after the order's end is given back. */
export const askNextSources: Process<MessageOf<typeof OrderPromiseAnswered>> = ({ data }) => [
  ...asked(data),
  ...givenBack(data.order, data.givenBack, `order ${data.order} has ended`),
]

/**
 * A line from several sources is wanted of each no more than it gives, but of the last, which was asked for the rest:
 * else a run could give the order more than it asked for.
 */
export const settleSources: Process<MessageOf<typeof OrderPromised>> = ({ data }) => {
  const { order: promise, attempt, lines } = data
  const wants = new Map<string, { plant: string; item: string; lines: { line: string; amount: string }[] }>()
  for (const { line, from } of lines)
    for (const { plant, item, promised } of from.slice(0, -1)) {
      const key = JSON.stringify([plant, item])
      const want = wants.get(key) ?? { plant, item, lines: [] }
      want.lines.push({ line, amount: sum(promised.map(({ amount }) => amount)) })
      wants.set(key, want)
    }
  return [...wants.values()].map(({ plant, ...want }) => ({
    plant,
    message: SettlePromise.create({ promise, attempt, ...want }),
  }))
}

/** An order that cannot be had whole keeps nothing. */
export const giveBackRefused: Process<MessageOf<typeof OrderPromiseRefused>> = ({ data }) =>
  givenBack(data.order, data.givenBack, `order ${data.order} cannot be promised`)

export const giveBackCancelled: Process<MessageOf<typeof OrderPromiseCancelled>> = ({ data }) =>
  givenBack(data.order, data.givenBack, data.reason)

/** An order that asked hears what was promised; a promise asked for by itself concerns no order. */
export const answerPromised: Process<MessageOf<typeof StockPromised>> = ({ plant, data }) => {
  const { promise: order, attempt, item, lines } = data
  if (attempt === undefined) return []
  const promised = lines.map(({ line, promised: days, short }) => ({ line, promised: days, short }))
  const answer = RecordOrderAnswer.create({ order, attempt, plant, item, promised, refused: [] })
  return [{ plant: ALL_PLANTS, message: answer }]
}

export const answerRefused: Process<MessageOf<typeof PromiseRefused>> = ({ plant, data }) => {
  const { promise: order, attempt, item, refused } = data
  const answer = RecordOrderAnswer.create({ order, attempt, plant, item, promised: [], refused })
  return [{ plant: ALL_PLANTS, message: answer }]
}

function asked({ order, attempt, asks }: Pick<Asking, 'order' | 'attempt' | 'asks'>) {
  return asks.map(
    ({ plant, item, unit, customer, pool, lines }): Outgoing => ({
      plant,
      message: PromiseForOrder.create(
        defined({
          ...{ promise: order, attempt, item, customer, pool },
          lines: lines.map(({ amount, ...line }) => ({ ...line, quantity: { amount, unit } })),
        }),
      ),
    }),
  )
}

const givenBack = (order: string, back: readonly GivenBack[], reason: string): Outgoing[] =>
  back.flatMap(({ plant, item, lines }) =>
    lines.map((line) => ({
      plant,
      message: CancelDemand.create({ item, document: { type: 'salesOrder', id: order, line }, reason }),
    })),
  )
