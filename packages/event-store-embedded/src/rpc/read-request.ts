import streams from '@eventstore/db-client/generated/streams_pb.js'
import { status } from '@grpc/grpc-js'
import { compileFilter, type EventFilter } from '../engine/filter.ts'
import { checkStreamName } from '../protocol/append-options.ts'
import { BadRequest } from '../protocol/proposed-event.ts'
import { RpcError } from './errors.ts'

export type ReadFrom = 'start' | 'end' | number

export interface ReadRequest {
  /** Absent for `$all`. */
  readonly stream: Buffer | undefined
  readonly from: ReadFrom
  readonly backwards: boolean
  readonly resolveLinks: boolean
  readonly structuredIds: boolean
  /** 1 and above: the client understands messages that name the first and last revision of a stream. */
  readonly compatibility: number
  readonly filter: EventFilter | undefined
  /** Events between two checkpoints of a filtered subscription. */
  readonly checkpointInterval: number
  /** Infinity for a subscription. */
  readonly limit: number
  readonly isSubscription: boolean
}

/** EventStoreDB's search window where the client names none. */
const DEFAULT_WINDOW = 32

export function readRequest(message: streams.ReadReq): ReadRequest {
  const options = message.getOptions()
  if (!options) throw new BadRequest('the read request has no options')
  if (!options.hasStream() && !options.hasAll())
    throw new BadRequest('the read names neither a stream nor $all')
  if (!options.hasCount() && !options.hasSubscription())
    throw new BadRequest('the read has neither a count nor asks for a subscription')
  const isSubscription = options.hasSubscription()
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS
  if (isSubscription && backwards) throw new BadRequest('a subscription cannot read backwards')
  const filterOptions = options.getFilter()
  if (filterOptions && options.hasStream())
    throw new RpcError(status.INVALID_ARGUMENT, 'only $all can be read with a filter')
  return {
    stream: options.hasStream() ? streamOf(options) : undefined,
    from: options.hasStream() ? streamFrom(options) : allFrom(options),
    backwards,
    resolveLinks: options.getResolveLinks(),
    structuredIds: !options.getUuidOption()?.hasString(),
    compatibility: options.getControlOption()?.getCompatibility() ?? 0,
    filter: filterOptions && filterOf(filterOptions),
    checkpointInterval: filterOptions ? checkpointInterval(filterOptions, isSubscription) : 0,
    limit: isSubscription ? Number.POSITIVE_INFINITY : Number(options.getCount()),
    isSubscription,
  }
}

function streamOf(options: streams.ReadReq.Options): Buffer {
  const name = options.getStream()?.getStreamIdentifier()?.getStreamName_asU8()
  return checkStreamName(name && Buffer.from(name))
}

function streamFrom(options: streams.ReadReq.Options): ReadFrom {
  const stream = options.getStream()
  if (stream?.hasStart()) return 'start'
  if (stream?.hasEnd()) return 'end'
  return Number(stream?.getRevision() ?? 0)
}

function allFrom(options: streams.ReadReq.Options): ReadFrom {
  const all = options.getAll()
  if (all?.hasStart()) return 'start'
  if (all?.hasEnd()) return 'end'
  return Number(all?.getPosition()?.getCommitPosition() ?? 0)
}

function filterOf(options: streams.ReadReq.Options.FilterOptions): EventFilter {
  const on = options.hasStreamIdentifier() ? 'stream-name' : 'event-type'
  const expression = on === 'stream-name' ? options.getStreamIdentifier() : options.getEventType()
  if (!expression) throw new BadRequest('the filter names neither stream names nor event types')
  return compileFilter({ on, regex: expression.getRegex(), prefixes: expression.getPrefixList() })
}

function checkpointInterval(options: streams.ReadReq.Options.FilterOptions, isSubscription: boolean): number {
  const multiplier = options.getCheckpointintervalmultiplier()
  if (isSubscription && multiplier === 0) throw new BadRequest('checkpointIntervalMultiplier must be above 0')
  return multiplier * (options.hasMax() ? Math.max(1, options.getMax()) : DEFAULT_WINDOW)
}
