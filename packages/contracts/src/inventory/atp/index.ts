export {
  type AtpAnswer,
  type AtpBucket,
  atpOn,
  availableToPromise,
  earliestDate,
  take,
} from './answer.ts'
export { dayIn, utc } from './calendar.ts'
export { coverReservations } from './cover.ts'
export {
  type AtpInput,
  type AtpRule,
  type Dated,
  DEFAULT_HORIZON_DAYS,
  MAX_HORIZON_DAYS,
  type Reserved,
} from './input.ts'
export { type Timeline, timeline } from './timeline.ts'
