import { Metadata, type ServiceError, type StatusObject, status } from '@grpc/grpc-js'
import { type ExpectedRevision, expectedRevisionNumber } from '../engine/expected-revision.ts'
import { limits } from '../limits.ts'
import { BadRequest } from '../protocol/proposed-event.ts'
import { DataDamaged, StoreUnusable } from '../storage/damage.ts'
import { RecordDamaged } from '../storage/event-log.ts'

/** An error that a client reads from the call's status and trailers. */
export class RpcError extends Error implements Partial<StatusObject> {
  readonly code: status
  readonly details: string
  readonly metadata: Metadata

  constructor(code: status, details: string, trailers: Record<string, string | Buffer> = {}) {
    super(details)
    this.code = code
    this.details = details
    this.metadata = new Metadata()
    for (const [name, value] of Object.entries(trailers)) this.metadata.set(name, value)
  }
}

export function streamDeleted(stream: Buffer): RpcError {
  const name = stream.toString('utf8')
  return new RpcError(status.FAILED_PRECONDITION, `Event stream '${name}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': headerText(name),
  })
}

export function wrongExpectedRevision(
  stream: Buffer,
  expected: ExpectedRevision,
  current: number,
  operation: string,
): RpcError {
  const name = stream.toString('utf8')
  const expectedNumber = String(expectedRevisionNumber(expected))
  return new RpcError(
    status.FAILED_PRECONDITION,
    `${operation} failed due to WrongExpectedVersion. Stream: ${name}, ` +
      `Expected version: ${expectedNumber}, Actual version: ${current}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': headerText(name),
      'expected-version': expectedNumber,
      ...(current >= 0 && { 'actual-version': String(current) }),
    },
  )
}

export function maxAppendSizeExceeded(): RpcError {
  const bytes = String(limits.maxAppendSizeBytes)
  return new RpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${bytes} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': bytes,
  })
}

/** Whatever a handler threw, as what the client is to see. */
export function toRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof BadRequest) {
    const trailers = error.missingProperty && {
      exception: 'missing-required-metadata-property',
      'required-metadata-properties': 'type,content-type',
    }
    return new RpcError(status.INVALID_ARGUMENT, message, trailers || {})
  }
  if (error instanceof DataDamaged || error instanceof RecordDamaged)
    return new RpcError(status.DATA_LOSS, message)
  if (error instanceof StoreUnusable) return new RpcError(status.UNAVAILABLE, message)
  return new RpcError(status.UNKNOWN, message)
}

export function toServiceError(error: unknown): ServiceError {
  const rpc = toRpcError(error)
  return Object.assign(new Error(rpc.details), {
    code: rpc.code,
    details: rpc.details,
    metadata: rpc.metadata,
  })
}

/** gRPC text headers hold printable ASCII only; other names go without their strange characters. */
function headerText(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '?')
}
