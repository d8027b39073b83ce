import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'

const { ReadReq } = streams
const { Options } = ReadReq

/** The server says where it is at least once in this many times 32 records that match nothing. */
const CHECKPOINT_EVERY = 32

export interface Page {
  readonly stream: string
  /** The first revision in reading direction; the stream's start or end when left out. */
  readonly from: number | undefined
  readonly limit: number
  readonly backwards: boolean
}

export function pageRequest({ stream, from, limit, backwards }: Page): Buffer {
  const name = new shared.StreamIdentifier().setStreamName(Buffer.from(stream))
  const options = new Options.StreamOptions().setStreamIdentifier(name)
  if (from !== undefined) options.setRevision(String(from))
  else if (backwards) options.setEnd(new shared.Empty())
  else options.setStart(new shared.Empty())
  return request(unfiltered(limit, backwards).setStream(options))
}

/** The last record of the log. */
export function headRequest(): Buffer {
  const all = new Options.AllOptions().setEnd(new shared.Empty())
  return request(unfiltered(1, true).setAll(all))
}

/** All that follows a position in streams whose names start with one of the prefixes. */
export function subscribeRequest(after: string, prefixes: readonly string[]): Buffer {
  const all = new Options.AllOptions()
  // Commit and prepare position are the same for everything appended over gRPC.
  if (after === '0') all.setStart(new shared.Empty())
  else all.setPosition(new Options.Position().setCommitPosition(after).setPreparePosition(after))
  const names = new Options.FilterOptions.Expression().setPrefixList([...prefixes])
  const filter = new Options.FilterOptions()
    .setStreamIdentifier(names)
    .setCount(new shared.Empty())
    .setCheckpointintervalmultiplier(CHECKPOINT_EVERY)
  return request(
    new Options().setAll(all).setFilter(filter).setSubscription(new Options.SubscriptionOptions()),
  )
}

function unfiltered(limit: number, backwards: boolean): streams.ReadReq.Options {
  const direction = backwards ? Options.ReadDirection.BACKWARDS : Options.ReadDirection.FORWARDS
  return new Options().setCount(String(limit)).setReadDirection(direction).setNoFilter(new shared.Empty())
}

function request(options: streams.ReadReq.Options): Buffer {
  const uuid = new Options.UUIDOption().setString(new shared.Empty())
  return Buffer.from(new ReadReq().setOptions(options.setUuidOption(uuid)).serializeBinary())
}
