import type { ServerDuplexStream } from '@grpc/grpc-js'
import type { Engine } from '../engine/engine.ts'
import { limits } from '../limits.ts'
import { readBatchAppendChunk } from '../protocol/append-requests.ts'
import { LogicalAppends } from './logical-appends.ts'
import type { OpenCalls } from './open-calls.ts'
import { ResponseWriter } from './response-writer.ts'

/** BatchAppend: one long call of many logical appends, each in one or more chunks and with exactly one answer. */
export function batchAppendHandler(engine: Engine, calls: OpenCalls) {
  return (call: ServerDuplexStream<Buffer, Buffer>): void => {
    const out = new ResponseWriter(call)
    calls.appending(out)
    const appends = new LogicalAppends(engine, (answer) => {
      out.write(answer)
      if (call.isPaused()) resumeWhenThereIsRoom()
    })
    const isFull = () => out.full || engine.group.pendingBytes > limits.maxPendingBytes
    const resumeWhenThereIsRoom = () => {
      if (!isFull()) call.resume()
      else if (out.full) out.room().then(() => call.resume())
    }
    call.on('data', (message: Buffer) => {
      try {
        appends.take(readBatchAppendChunk(message))
      } catch (error) {
        out.fail(error)
      }
      if (isFull()) {
        call.pause()
        resumeWhenThereIsRoom()
      }
    })
    call.on('end', () => appends.allAnswered().then(() => out.end()))
    out.onEnd(() => appends.stop())
  }
}
