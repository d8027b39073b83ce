import type { ExpectedRevision } from '../engine/expected-revision.ts'
import type { AppendOutcome } from '../engine/writer.ts'
import { limits } from '../limits.ts'
import { chunkField, numberField } from './wire.ts'

const EMPTY = Buffer.alloc(0)

/** AppendResp. A wrong expected revision is part of a successful reply there. */
export function appendResponse(
  outcome: Exclude<AppendOutcome, { kind: 'deleted' }>,
  expected: ExpectedRevision,
): Buffer {
  if (outcome.kind === 'appended') return chunkField(1, success(outcome))
  const current = outcome.current < 0 ? chunkField(7, EMPTY) : numberField(6, outcome.current)
  return chunkField(2, Buffer.concat([current, expectedField(expected, 8)]))
}

/** DeleteResp and TombstoneResp. */
export function deleteResponse(position: number | undefined): Buffer {
  return position === undefined ? chunkField(2, EMPTY) : chunkField(1, positionOf(position))
}

/** BatchAppendResp. `correlationId` and `stream` come as the client sent them. */
export function batchAppendResponse(correlationId: Buffer, stream: Buffer, result: Buffer): Buffer {
  return Buffer.concat([chunkField(1, correlationId), result, chunkField(4, chunkField(3, stream))])
}

export function batchSuccess(outcome: Extract<AppendOutcome, { kind: 'appended' }>): Buffer {
  return chunkField(3, success(outcome))
}

/* google.rpc.Status errors of BatchAppendResp; the codes are those of google/rpc/code.proto. */
const CLIENT = 'event_store.client'
const CODE = { invalidArgument: 3, deadlineExceeded: 4, failedPrecondition: 9, unavailable: 14 }

export function batchWrongRevision(current: number, expected: ExpectedRevision): Buffer {
  const currentField = current < 0 ? chunkField(2, EMPTY) : numberField(1, current)
  const details = Buffer.concat([currentField, expectedField(expected, 3)])
  return status(CODE.failedPrecondition, `${CLIENT}.WrongExpectedVersion`, details)
}

export function batchStreamDeleted(stream: Buffer): Buffer {
  return status(CODE.failedPrecondition, `${CLIENT}.StreamDeleted`, chunkField(1, chunkField(3, stream)))
}

export function batchTimeout(): Buffer {
  return status(CODE.deadlineExceeded, `${CLIENT}.Timeout`, EMPTY)
}

export function batchMaxAppendSizeExceeded(): Buffer {
  const details = numberField(1, limits.maxAppendSizeBytes)
  return status(CODE.invalidArgument, `${CLIENT}.MaximumAppendSizeExceeded`, details)
}

export function batchBadRequest(message: string): Buffer {
  const details = chunkField(1, Buffer.from(message))
  return status(CODE.invalidArgument, `${CLIENT}.BadRequest`, details, message)
}

/** The client shows the message of an error whose type it does not know, and of no other. */
export function batchUnavailable(message: string): Buffer {
  return status(CODE.unavailable, 'google.protobuf.Empty', EMPTY, message)
}

function status(code: number, type: string, details: Buffer, message: string = type): Buffer {
  const any = [chunkField(1, Buffer.from(`type.googleapis.com/${type}`)), chunkField(2, details)]
  const parts = [numberField(1, code), chunkField(2, Buffer.from(message)), chunkField(3, Buffer.concat(any))]
  return chunkField(2, Buffer.concat(parts))
}

function success({ revision, position }: { revision: number; position: number | undefined }): Buffer {
  return Buffer.concat([
    revision < 0 ? chunkField(2, EMPTY) : numberField(1, revision),
    position === undefined ? chunkField(4, EMPTY) : chunkField(3, positionOf(position)),
  ])
}

function positionOf(position: number): Buffer {
  return Buffer.concat([numberField(1, position), numberField(2, position)])
}

/** The oneof of expected revisions, whose fields follow each other: revision, any, stream exists, no stream. */
function expectedField(expected: ExpectedRevision, first: number): Buffer {
  if (expected.kind === 'revision') return numberField(first, expected.revision)
  if (expected.kind === 'any') return chunkField(first + 1, EMPTY)
  return chunkField(first + (expected.kind === 'stream-exists' ? 2 : 3), EMPTY)
}
