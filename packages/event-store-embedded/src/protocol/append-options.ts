import { ANY, type ExpectedRevision, NO_STREAM, STREAM_EXISTS } from '../engine/expected-revision.ts'
import { limits } from '../limits.ts'
import { BadRequest } from './proposed-event.ts'
import { WireReader } from './wire.ts'

/** The options that Append, BatchAppend, Delete and Tombstone share: fields 1 to 5 mean the same in each. */
export interface AppendOptions {
  /** Absent when the client sent none. */
  readonly stream: Buffer | undefined
  readonly expected: ExpectedRevision
  /** Milliseconds since the epoch; Infinity when the client set none. BatchAppend only. */
  readonly deadlineMs: number
}

export function readAppendOptions(message: Buffer, nowMs: number): AppendOptions {
  const reader = new WireReader(message)
  let stream: Buffer | undefined
  let expected: ExpectedRevision | undefined
  let deadlineMs = Number.POSITIVE_INFINITY
  while (reader.next()) {
    const { field, wireType } = reader
    if (field === 1 && wireType === 2) stream = readStreamIdentifier(reader.chunk())
    else if (field === 2 && wireType === 0) expected = { kind: 'revision', revision: reader.bigVarint() }
    else if (field === 6 && wireType === 2) deadlineMs = readTime(reader.chunk())
    else if (field === 7 && wireType === 2) deadlineMs = nowMs + readTime(reader.chunk())
    else {
      if (field === 3) expected = NO_STREAM
      else if (field === 4) expected = ANY
      else if (field === 5) expected = STREAM_EXISTS
      reader.skip()
    }
  }
  if (!expected) throw new BadRequest('the options name no expected revision')
  return { stream, expected, deadlineMs }
}

/** The stream's name out of a `StreamIdentifier`, as UTF-8 bytes. */
export function readStreamIdentifier(message: Buffer): Buffer {
  const reader = new WireReader(message)
  let name: Buffer | undefined
  while (reader.next()) {
    if (reader.field === 3 && reader.wireType === 2) name = reader.chunk()
    else reader.skip()
  }
  return name ?? Buffer.alloc(0)
}

export function checkStreamName(name: Buffer | undefined): Buffer {
  if (!name || name.length === 0) throw new BadRequest('Required field stream_identifier is not set')
  if (name.length > limits.maxStreamNameBytes)
    throw new BadRequest(
      `stream name is ${name.length} bytes; the limit is ${limits.maxStreamNameBytes} bytes`,
    )
  return name
}

/** A google.protobuf Timestamp or Duration (both: seconds, nanos) in milliseconds. */
function readTime(message: Buffer): number {
  const reader = new WireReader(message)
  let ms = 0
  while (reader.next()) {
    if (reader.field === 1 && reader.wireType === 0)
      ms += Number(BigInt.asIntN(64, reader.bigVarint())) * 1000
    else if (reader.field === 2 && reader.wireType === 0)
      ms += Number(BigInt.asIntN(64, reader.bigVarint())) / 1e6
    else reader.skip()
  }
  return ms
}
