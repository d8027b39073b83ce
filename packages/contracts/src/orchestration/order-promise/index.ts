import { CancelOrderPromise } from './commands/cancel-order-promise.ts'
import { EndOrderPromise } from './commands/end-order-promise.ts'
import { PromiseOrder } from './commands/promise-order.ts'
import { RecordOrderAnswer } from './commands/record-order-answer.ts'
import { RecordOrderChange } from './commands/record-order-change.ts'
import { OrderPromiseAnswered } from './events/order-promise-answered.ts'
import { OrderPromiseCancelled } from './events/order-promise-cancelled.ts'
import { OrderPromiseChanged } from './events/order-promise-changed.ts'
import { OrderPromiseRefused } from './events/order-promise-refused.ts'
import { OrderPromiseRequested } from './events/order-promise-requested.ts'
import { OrderPromised } from './events/order-promised.ts'

export { CancelOrderPromise } from './commands/cancel-order-promise.ts'
export { EndOrderPromise } from './commands/end-order-promise.ts'
export { PromiseOrder } from './commands/promise-order.ts'
export { RecordOrderAnswer } from './commands/record-order-answer.ts'
export { RecordOrderChange } from './commands/record-order-change.ts'
export { OrderPromiseAnswered } from './events/order-promise-answered.ts'
export { OrderPromiseCancelled } from './events/order-promise-cancelled.ts'
export { OrderPromiseChanged } from './events/order-promise-changed.ts'
export { OrderPromiseRefused } from './events/order-promise-refused.ts'
export { OrderPromiseRequested } from './events/order-promise-requested.ts'
export { OrderPromised } from './events/order-promised.ts'
export type { AskedFor, GivenBack, LineOutcome, PlannedLine, Source } from './fields.ts'

export const orderPromiseContracts = [
  CancelOrderPromise,
  EndOrderPromise,
  PromiseOrder,
  RecordOrderAnswer,
  RecordOrderChange,
  OrderPromiseAnswered,
  OrderPromiseCancelled,
  OrderPromiseChanged,
  OrderPromiseRefused,
  OrderPromiseRequested,
  OrderPromised,
] as const
