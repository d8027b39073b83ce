export type { Aggregate, AggregateSpec } from './aggregate/aggregate.ts'
export { aggregate, SNAPSHOT_EVERY, WINDOW } from './aggregate/aggregate.ts'
export { canonicalJson, contentHash, derivedId } from './ids.ts'
export type { Inbox, InboxRejection, InboxRow } from './inbox.ts'
export { createLanes } from './lanes/create-lanes.ts'
export type { LaneMetrics, Lanes, LanesErrorCode, LanesOptions, SubmitOptions } from './lanes/lanes.ts'
export { LanesError } from './lanes/lanes.ts'
export { type LaneLimits, laneLimits } from './lanes/limits.ts'
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
