import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js'
import type { Engine } from '../engine/engine.ts'
import { limits } from '../limits.ts'
import { type AppendOptions, checkStreamName, readAppendOptions } from '../protocol/append-options.ts'
import { readAppendMessage } from '../protocol/append-requests.ts'
import { appendResponse } from '../protocol/append-responses.ts'
import { BadRequest, type ProposedEvent, readProposedEvent, sizeOnDisk } from '../protocol/proposed-event.ts'
import { maxAppendSizeExceeded, streamDeleted, toServiceError } from './errors.ts'

export function appendHandler(engine: Engine) {
  return (call: ServerReadableStream<Buffer, Buffer>, callback: sendUnaryData<Buffer>): void => {
    append(call, engine).then(
      (response) => callback(null, response),
      (error) => callback(toServiceError(error)),
    )
  }
}

async function append(call: ServerReadableStream<Buffer, Buffer>, engine: Engine): Promise<Buffer> {
  const { options, events } = await collect(call)
  const stream = checkStreamName(options.stream)
  const outcome = await engine.writer.append(stream, options.expected, events)
  if (outcome.kind === 'deleted') throw streamDeleted(stream)
  return appendResponse(outcome, options.expected)
}

async function collect(
  call: AsyncIterable<Buffer>,
): Promise<{ options: AppendOptions; events: ProposedEvent[] }> {
  let options: AppendOptions | undefined
  const events: ProposedEvent[] = []
  let size = 0
  for await (const bytes of call) {
    const message = readAppendMessage(bytes)
    if (message.options) options = readAppendOptions(message.options, Date.now())
    if (!message.event) continue
    const event = readProposedEvent(message.event)
    size += sizeOnDisk(event)
    if (size > limits.maxAppendSizeBytes) throw maxAppendSizeExceeded()
    events.push(event)
  }
  if (!options) throw new BadRequest('the append has no options')
  return { options, events }
}
