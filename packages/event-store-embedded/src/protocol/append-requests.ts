import { type ProposedEvent, readProposedEvent } from './proposed-event.ts'
import { WireReader } from './wire.ts'

/** An AppendReq: the options come first and alone, then an event a message. The options stay raw. */
export interface AppendMessage {
  readonly options: Buffer | undefined
  readonly event: Buffer | undefined
}

export function readAppendMessage(message: Buffer): AppendMessage {
  const reader = new WireReader(message)
  let options: Buffer | undefined
  let event: Buffer | undefined
  while (reader.next()) {
    if (reader.field === 1 && reader.wireType === 2) options = reader.chunk()
    else if (reader.field === 2 && reader.wireType === 2) event = reader.chunk()
    else reader.skip()
  }
  return { options, event }
}

/** A chunk of a logical append: a BatchAppendReq. Events stay raw: those of a failed append are never read. */
export interface BatchAppendChunk {
  /** The UUID message as the client sent it, to be echoed. */
  readonly correlationId: Buffer
  readonly options: Buffer | undefined
  readonly events: readonly Buffer[]
  readonly isFinal: boolean
}

export function readBatchAppendChunk(message: Buffer): BatchAppendChunk {
  const reader = new WireReader(message)
  let correlationId: Buffer = Buffer.alloc(0)
  let options: Buffer | undefined
  const events: Buffer[] = []
  let isFinal = false
  while (reader.next()) {
    const { field, wireType } = reader
    if (field === 1 && wireType === 2) correlationId = reader.chunk()
    else if (field === 2 && wireType === 2) options = reader.chunk()
    else if (field === 3 && wireType === 2) events.push(reader.chunk())
    else if (field === 4 && wireType === 0) isFinal = reader.varint() !== 0
    else reader.skip()
  }
  return { correlationId, options, events, isFinal }
}

export function readEvents(events: readonly Buffer[]): ProposedEvent[] {
  return events.map(readProposedEvent)
}

/** DeleteReq and TombstoneReq hold their options in field 1. */
export function readOnlyOptions(message: Buffer): Buffer {
  return readAppendMessage(message).options ?? Buffer.alloc(0)
}
