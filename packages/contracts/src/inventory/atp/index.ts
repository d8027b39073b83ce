export {
  type AllocatedPool,
  isInForce,
  poolPath,
  poolsAbove,
  poolText,
  remainingOf,
  type Share,
  shareNumbers,
} from './allocation.ts'
export { type AtpAnswer, type AtpBucket, availableToPromise } from './answer.ts'
export { dayIn, dayOf, utc } from './calendar.ts'
export { coverReservations } from './cover.ts'
export {
  type AtpInput,
  type AtpRule,
  type Dated,
  type DatedLine,
  DEFAULT_HORIZON_DAYS,
  type LateRule,
  MAX_HORIZON_DAYS,
  type Reserved,
} from './input.ts'
export { atpOn, earliestDate, partOn, spread, take } from './promise.ts'
export { type AtpScope, type DocumentType, inScope, type LineKind, type LineScope } from './scope.ts'
export { scopeOf, type Timeline, timeline } from './timeline.ts'
