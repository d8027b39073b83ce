import type { AnyContract } from '@takt/contracts'
import type { Aggregate, AggregateSpec } from './aggregate/aggregate.ts'
import type { Lanes, LanesOptions } from './lanes/lanes.ts'
import type { References } from './references.ts'

export type { Aggregate, AggregateSpec } from './aggregate/aggregate.ts'
export { SNAPSHOT_EVERY, WINDOW } from './aggregate/aggregate.ts'
export { canonicalJson, contentHash, derivedId, eventId } from './ids.ts'
export type { Inbox, InboxRejection, InboxRow } from './inbox.ts'
export type { LanesOptions } from './lanes/lanes.ts'
export {
  type LaneLimits,
  type LaneMetrics,
  type Lanes,
  LanesError,
  type LanesErrorCode,
} from './lanes/lanes.ts'
export { createEventLog } from './log/create-event-log.ts'
export { EventLogError, type EventLogErrorCode, UnknownEventError, WrongRevisionError } from './log/errors.ts'
export type {
  Appended,
  EventLog,
  LogSubscription,
  ReadOptions,
  SnapshotStore,
  SubscribeOptions,
} from './log/event-log.ts'
export type { EventLogOptions } from './log/options.ts'
export { comparePositions } from './log/position.ts'
export type { EventMetadata, NewEvent, RecordedEvent } from './log/recorded-event.ts'
export type { Incoming, Origin, RawMessage } from './message.ts'
export type { Accepted, Conflict, Failed, Missed, Outcome, Rejected } from './outcome.ts'
export { isMissing, type Missing, missing, type ReferenceCopy, type References } from './references.ts'
export { type Log, silent } from './report.ts'

// Signatures of what follows in the next commits, so that the packages above can be written against them.
export declare function createLanes(options: LanesOptions): Lanes
export declare function aggregate<
  State,
  Handled extends AnyContract,
  Recorded extends AnyContract,
  Reference = undefined,
  Refs extends References = References,
>(spec: AggregateSpec<State, Handled, Recorded, Reference, Refs>): Aggregate
