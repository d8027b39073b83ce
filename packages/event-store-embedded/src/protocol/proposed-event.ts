import { limits } from '../limits.ts'
import { readUuid } from './uuid.ts'
import { WireReader } from './wire.ts'

/** An event as a client proposes it; every part is a view into the request's bytes. */
export interface ProposedEvent {
  /** 16 bytes */
  readonly id: Buffer
  readonly type: Buffer
  readonly contentType: Buffer
  readonly metadata: Buffer
  readonly data: Buffer
}

/** A request that can never succeed as it stands. */
export class BadRequest extends Error {
  /** Set when a required entry of the event's metadata map is missing. */
  readonly missingProperty: string | undefined

  constructor(message: string, missingProperty?: string) {
    super(message)
    this.missingProperty = missingProperty
  }
}

const NONE: Buffer = Buffer.alloc(0)
const NIL = Buffer.alloc(16)

/** Reads a `ProposedMessage`, which has the same fields in Append and in BatchAppend. */
export function readProposedEvent(message: Buffer): ProposedEvent {
  const reader = new WireReader(message)
  let id: Buffer | undefined
  let type: Buffer | undefined
  let contentType: Buffer | undefined
  let metadata = NONE
  let data = NONE
  while (reader.next()) {
    if (reader.wireType !== 2) reader.skip()
    else if (reader.field === 1) id = readUuid(reader.chunk())
    else if (reader.field === 2) {
      const [key, value] = readMapEntry(reader.chunk())
      if (key === 'type') type = value
      else if (key === 'content-type') contentType = value
    } else if (reader.field === 3) metadata = reader.chunk()
    else if (reader.field === 4) data = reader.chunk()
    else reader.skip()
  }
  if (!id || id.equals(NIL)) throw new BadRequest('every event needs an id: a UUID that is not all zeros')
  if (!type) throw new BadRequest("Required Metadata Property 'type' is missing", 'type')
  if (!contentType)
    throw new BadRequest("Required Metadata Property 'content-type' is missing", 'content-type')
  if (type.length > limits.maxEventTypeBytes)
    throw new BadRequest(`event type is ${type.length} bytes; the limit is ${limits.maxEventTypeBytes} bytes`)
  return { id, type, contentType, metadata, data }
}

/** What EventStoreDB counts towards its maximum append size: the type as UTF-16, data and metadata. */
export function sizeOnDisk(event: ProposedEvent): number {
  return event.type.length * 2 + event.data.length + event.metadata.length
}

function readMapEntry(entry: Buffer): [key: string, value: Buffer] {
  const reader = new WireReader(entry)
  let key = ''
  let value = NONE
  while (reader.next()) {
    if (reader.field === 1 && reader.wireType === 2) key = reader.chunk().toString('latin1')
    else if (reader.field === 2 && reader.wireType === 2) value = reader.chunk()
    else reader.skip()
  }
  return [key, value]
}
