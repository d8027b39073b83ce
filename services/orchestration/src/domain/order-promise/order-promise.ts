import {
  ALL_PLANTS,
  CancelOrderPromise,
  type DataOf,
  defined,
  EndOrderPromise,
  type MessageOf,
  OrderPromiseAnswered,
  OrderPromiseCancelled,
  OrderPromiseChanged,
  OrderPromised,
  OrderPromiseRefused,
  OrderPromiseRequested,
  PromiseOrder,
  RecordOrderAnswer,
  RecordOrderChange,
  secondsAfter,
} from '@takt/contracts'
import { type Decider, type Decision, type Given, isRejection, reject } from '@takt/decider'
import { change, takeChange } from './change.ts'
import { asksOf, ended, givenBackOf, refused } from './outcome.ts'
import { type OrderReference, planOf } from './plan.ts'
import {
  awaits,
  initialState,
  isLost,
  type Line,
  lateKey,
  moveOn,
  requestOf,
  type OrderPromise as State,
  takeAnswer,
} from './state.ts'

/** Who has not answered by then is taken for refusing. An answer takes some ten ms. */
const ANSWER_WITHIN_S = 30

export const orderPromiseMessages = [
  PromiseOrder,
  RecordOrderAnswer,
  RecordOrderChange,
  EndOrderPromise,
  CancelOrderPromise,
] as const
export type OrderPromiseMessage = MessageOf<(typeof orderPromiseMessages)[number]>
export const orderPromiseEvents = [
  OrderPromiseRequested,
  OrderPromiseAnswered,
  OrderPromised,
  OrderPromiseRefused,
  OrderPromiseCancelled,
  OrderPromiseChanged,
] as const
export type OrderPromiseEvent = MessageOf<(typeof orderPromiseEvents)[number]>
type Context = Given<OrderReference | undefined>

function evolve(state: State, event: OrderPromiseEvent): State {
  if (OrderPromiseRequested.is(event)) {
    const { attempt, customer, pool, allOrNothing, lines, deadline } = event.data
    const request = requestOf(event.data)
    Object.assign(state, { status: 'asking', attempt, allOrNothing, deadline, request })
    state.lines = lines.map(lineOf)
    delete state.customer
    delete state.pool
    Object.assign(state, defined({ customer, pool }))
  } else if (OrderPromiseAnswered.is(event)) {
    const { data } = event
    for (const { plant, item, lines } of data.givenBack)
      for (const line of lines) state.late.push(lateKey({ attempt: data.attempt, plant, item }, line))
    if (data.givenBack.length > 0) return state
    takeAnswer(state.lines, data)
    const next = new Set(data.asks.flatMap((ask) => ask.lines.map((each) => each.line)))
    moveOn(state.lines.filter(({ line }) => next.has(line)))
  } else if (OrderPromiseChanged.is(event)) takeChange(state, event.data)
  else if (OrderPromised.is(event)) state.status = 'promised'
  else state.status = OrderPromiseRefused.is(event) ? 'refused' : 'cancelled'
  return state
}

const lineOf = (planned: DataOf<typeof OrderPromiseRequested>['lines'][number]): Line => ({
  ...planned,
  ...{ at: 0, waiting: true, left: planned.requested.amount, from: [], refusals: [] },
})

function decide(state: State, message: OrderPromiseMessage, given: Context): Decision<OrderPromiseEvent> {
  if (PromiseOrder.is(message)) return request(state, message.data, given)
  if (RecordOrderAnswer.is(message)) return answer(state, message.data, given)
  if (RecordOrderChange.is(message)) return change(state, message.data)
  if (EndOrderPromise.is(message)) return end(state, message.data, given)
  return cancel(state, message.data, given)
}

function request(
  state: State,
  data: DataOf<typeof PromiseOrder>,
  { reference, now, plant }: Context,
): Decision<OrderPromiseEvent> {
  const { order, customer, pool, allOrNothing = true } = data
  if (plant !== ALL_PLANTS)
    return reject(
      'not-of-one-plant',
      `An order belongs to no single plant: send it as of "${ALL_PLANTS}", not ${plant}.`,
      { plant },
    )
  const lines = planOf(data, reference as OrderReference)
  if (isRejection(lines)) return lines
  const wanted = defined({ customer, pool, allOrNothing, lines })
  if (state.status === 'asking' || state.status === 'promised')
    return state.request === requestOf(wanted) ? [] : isAnother(order, state)
  return [
    OrderPromiseRequested.create({
      ...{ order, attempt: state.attempt + 1, ...wanted },
      asks: asksOf(lines.map(lineOf), data),
      deadline: secondsAfter(now, ANSWER_WITHIN_S),
      requestedAt: now,
    }),
  ]
}

const isAnother = (order: string, { status, attempt }: State) =>
  reject(
    status === 'asking' ? 'order-in-progress' : 'order-promised-already',
    `Order ${order} is ${status === 'asking' ? 'being asked for' : 'promised'} with other content: cancel that first (CancelOrderPromise).`,
    { order, attempt },
  )

/** An answer nobody waits for any more is given back; one that was taken before changes nothing. */
function answer(
  state: State,
  data: DataOf<typeof RecordOrderAnswer>,
  { now }: Context,
): Decision<OrderPromiseEvent> {
  const isCurrent = state.status === 'asking' && data.attempt === state.attempt
  if (!isCurrent) return late(state, data)
  const said = new Set([...data.promised, ...data.refused].map(({ line }) => line))
  if (!state.lines.some((line) => said.has(line.line) && awaits(line, data))) return []
  const lines = structuredClone(state.lines)
  takeAnswer(lines, data)
  // Nothing more is asked for an order that cannot become whole.
  const isLosing = state.allOrNothing && lines.some(isLost)
  const asks = isLosing ? [] : asksOf(moveOn(lines), state)
  const event = OrderPromiseAnswered.create({ ...data, asks, givenBack: [] })
  return lines.some((line) => line.waiting) ? [event] : [event, ended(data.order, state, lines, now)]
}

function late(state: State, data: DataOf<typeof RecordOrderAnswer>): Decision<OrderPromiseEvent> {
  const { plant, item, attempt } = data
  const isKnown = (line: string) =>
    state.late.includes(lateKey(data, line)) ||
    (attempt === state.attempt &&
      state.lines.some((l) => l.line === line && l.from.some((f) => f.plant === plant && f.item === item)))
  const lines = data.promised.map(({ line }) => line).filter((line) => !isKnown(line))
  if (lines.length === 0) return []
  return [OrderPromiseAnswered.create({ ...data, asks: [], givenBack: [{ plant, item, lines }] })]
}

function end(
  state: State,
  { order, attempt }: DataOf<typeof EndOrderPromise>,
  { now }: Context,
): Decision<OrderPromiseEvent> {
  if (state.status !== 'asking' || attempt !== state.attempt || now < state.deadline) return []
  const of = state.lines.filter((line) => line.waiting)
  return [refused(order, state, state.lines, { code: 'no-answer', at: now, of })]
}

function cancel(
  state: State,
  { order, reason }: DataOf<typeof CancelOrderPromise>,
  { now }: Context,
): Decision<OrderPromiseEvent> {
  if (state.status === 'unknown')
    return reject('unknown-order', `No promise was asked for order ${order}.`, { order })
  if (state.status === 'cancelled' || state.status === 'refused') return []
  const givenBack = givenBackOf(state.lines)
  return [
    OrderPromiseCancelled.create({ order, attempt: state.attempt, reason, givenBack, cancelledAt: now }),
  ]
}

/** An order's way to its promise: it asks one source after the other, and ends with all of it or gives all back. */
export const OrderPromise: Decider<
  State,
  OrderPromiseMessage,
  OrderPromiseEvent,
  OrderReference | undefined
> = {
  initialState,
  evolve,
  decide,
}
