export { type ConsumeOptions, type Consumer, type ConsumerMetrics, consume } from './consume/consume.ts'
export type { Delivery, Disposition } from './consume/delivery.ts'
export type { RefillSource } from './consume/refill.ts'
export { untilConsumed } from './consume/until-consumed.ts'
export { type Waiting, type WaitingMessage, waitingAt } from './consume/waiting.ts'
export { type ContractIndex, indexContracts } from './envelope/address.ts'
export { parseExact } from './envelope/read-json.ts'
export { isRefusal, type Refusal, refusal } from './envelope/refusal.ts'
export { type ConnectOptions, connect } from './nats/connection.ts'
export { ensureStreams } from './nats/streams.ts'
export { evtStream, outSubject, streamOf } from './nats/subjects.ts'
export type { Park, ParkRequest } from './parking/park.ts'
export { createParking, type Parking, type ParkingOptions } from './parking/parking.ts'
export { type Reference, reference } from './references/reference.ts'
export { openReferences, type ReferenceCopies, type ReferencesOptions } from './references/references.ts'
export { createRelay, type Relay, type RelayMetrics, type RelayOptions } from './relay/relay.ts'
export { createEntry, type Entry, type EntryOptions } from './route/entry.ts'
export { createQueries, type Query, type QueryGiven, query } from './route/queries.ts'
export {
  createReactions,
  on,
  type Reaction,
  type Reactions,
  type ReactionsOptions,
} from './route/reactions.ts'
export {
  type Part,
  type Parts,
  provisional,
  type RefusedPart,
  type Translation,
  translate,
} from './route/translation.ts'
export type { Outbound } from './send/outbound.ts'
export { createPublisher, type Publisher, type PublisherMetrics } from './send/publisher.ts'
export { request } from './send/request.ts'
export { type Responder, respond } from './send/respond.ts'
export type { WireReply } from './send/wire-reply.ts'
