export {
  type AllocatedPeriod,
  type AllocatedPool,
  type CarryOver,
  type Consumption,
  carried,
  consumptionKey,
  consumptionOf,
  isInForce,
  isOrIsBelow,
  isReleased,
  livePeriods,
  periodOn,
  poolPath,
  poolsAbove,
  poolText,
  withConsumption,
} from './allocation.ts'
export { allNodes, type PoolNode, poolTree } from './allocation-tree.ts'
export { type AtpAnswer, type AtpBucket, availableToPromise } from './answer.ts'
export { dayIn, dayNumber, dayOf, utc } from './calendar.ts'
export {
  BomError,
  type CapableAnswer,
  type ComponentCheck,
  capableToPromise,
  MAX_BOM_LEVELS,
  type MadeItem,
} from './capable.ts'
export { counting, scopeOf } from './counting.ts'
export { coverReservations, exceeding } from './cover.ts'
export { type AtpExplanation, type Explained, type ExplainedKind, explainAtp } from './explain.ts'
export type {
  AtpPiece,
  ExplainInput,
  LinePiece,
  NotCounted,
  ReservationPiece,
  StockPiece,
} from './explain-pieces.ts'
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
export { type Lacking, lackingAfter } from './lacking.ts'
export {
  type HeldLot,
  type PegCoverage,
  type Pegging,
  type PegInput,
  type PegLine,
  type PegNeed,
  type PegReservation,
  type PegSource,
  peg,
} from './peg.ts'
export { atpOn, consume, earliestDate, isWithin, partOn, spread, take } from './promise.ts'
export { scaled, unscaled } from './scaled.ts'
export { type AtpScope, inScope, type LineKind, type LineScope } from './scope.ts'
export { type Share, shareOf } from './share.ts'
export { shareNumbers } from './share-numbers.ts'
export { standsUntil } from './stands-until.ts'
export { type Timeline, timeline } from './timeline.ts'
