import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js'
import type { Engine } from '../engine/engine.ts'
import { checkStreamName, readAppendOptions } from '../protocol/append-options.ts'
import { readOnlyOptions } from '../protocol/append-requests.ts'
import { deleteResponse } from '../protocol/append-responses.ts'
import { streamDeleted, toServiceError, wrongExpectedRevision } from './errors.ts'

/** Delete and Tombstone: the same request and reply, another effect. */
export function deleteHandler(engine: Engine, operation: 'delete' | 'tombstone') {
  return (call: ServerUnaryCall<Buffer, Buffer>, callback: sendUnaryData<Buffer>): void => {
    remove(call.request, engine, operation).then(
      (response) => callback(null, response),
      (error) => callback(toServiceError(error)),
    )
  }
}

async function remove(message: Buffer, engine: Engine, operation: 'delete' | 'tombstone'): Promise<Buffer> {
  const options = readAppendOptions(readOnlyOptions(message), Date.now())
  const stream = checkStreamName(options.stream)
  const outcome = await engine.writer[operation](stream, options.expected)
  if (outcome.kind === 'deleted') throw streamDeleted(stream)
  if (outcome.kind === 'wrong-revision')
    throw wrongExpectedRevision(stream, options.expected, outcome.current, operation)
  return deleteResponse(outcome.position)
}
