import type { Engine } from '../engine/engine.ts'
import type { AppendOutcome } from '../engine/writer.ts'
import { limits } from '../limits.ts'
import { type AppendOptions, checkStreamName, readAppendOptions } from '../protocol/append-options.ts'
import { type BatchAppendChunk, readEvents } from '../protocol/append-requests.ts'
import {
  batchAppendResponse,
  batchBadRequest,
  batchMaxAppendSizeExceeded,
  batchStreamDeleted,
  batchSuccess,
  batchTimeout,
  batchUnavailable,
  batchWrongRevision,
} from '../protocol/append-responses.ts'
import { BadRequest, type ProposedEvent, sizeOnDisk } from '../protocol/proposed-event.ts'

interface LogicalAppend {
  readonly key: string
  readonly correlationId: Buffer
  readonly stream: Buffer
  readonly options: AppendOptions
  readonly events: ProposedEvent[]
  size: number
  timer?: NodeJS.Timeout
}

/** Stands for an append that was answered before its last chunk: the chunks still to come are ignored. */
const ANSWERED = 'answered'

const NO_NAME = Buffer.alloc(0)

/** The logical appends of one BatchAppend call, from their first chunk to their one answer. */
export class LogicalAppends {
  readonly #engine: Engine
  readonly #answer: (response: Buffer) => void
  readonly #open = new Map<string, LogicalAppend | typeof ANSWERED>()
  readonly #underWay = new Set<Promise<void>>()

  constructor(engine: Engine, answer: (response: Buffer) => void) {
    this.#engine = engine
    this.#answer = answer
  }

  take(chunk: BatchAppendChunk): void {
    const key = chunk.correlationId.toString('latin1')
    const known = this.#open.get(key)
    if (chunk.isFinal) this.#open.delete(key)
    if (known === ANSWERED) return
    // As EventStoreDB: a chunk without options for an append that is not open belongs to none.
    if (!known && !chunk.options) return
    const append = known ?? this.#begin(key, chunk)
    if (!append) return
    const refusal = this.#refusal(append, chunk)
    if (refusal) this.#refuse(append.key, chunk, append.stream, refusal)
    else if (chunk.isFinal) this.#finish(append)
    else if (!known) this.#keepOpen(append, chunk)
  }

  async allAnswered(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  /** The call is over: nothing more will come. */
  stop(): void {
    for (const append of this.#open.values()) if (append !== ANSWERED) clearTimeout(append.timer)
    this.#open.clear()
  }

  #begin(key: string, chunk: BatchAppendChunk): LogicalAppend | undefined {
    let stream: Buffer = NO_NAME
    try {
      const options = readAppendOptions(chunk.options ?? NO_NAME, Date.now())
      stream = options.stream ?? NO_NAME
      checkStreamName(options.stream)
      return { key, correlationId: chunk.correlationId, stream, options, events: [], size: 0 }
    } catch (error) {
      this.#refuse(key, chunk, stream, badRequest(error))
      return undefined
    }
  }

  /** Takes the chunk's events in, unless the append is late (looked at first), too large or malformed. */
  #refusal(append: LogicalAppend, chunk: BatchAppendChunk): Buffer | undefined {
    if (append.options.deadlineMs <= Date.now()) return batchTimeout()
    try {
      for (const event of readEvents(chunk.events)) {
        append.size += sizeOnDisk(event)
        append.events.push(event)
      }
    } catch (error) {
      return badRequest(error)
    }
    return append.size > limits.maxAppendSizeBytes ? batchMaxAppendSizeExceeded() : undefined
  }

  #refuse(key: string, chunk: BatchAppendChunk, stream: Buffer, refusal: Buffer): void {
    const known = this.#open.get(key)
    if (known && known !== ANSWERED) clearTimeout(known.timer)
    if (!chunk.isFinal && this.#open.size < limits.maxOpenAppendsPerCall) this.#open.set(key, ANSWERED)
    else this.#open.delete(key)
    this.#answer(batchAppendResponse(chunk.correlationId, stream, refusal))
  }

  #keepOpen(append: LogicalAppend, chunk: BatchAppendChunk): void {
    if (this.#open.size >= limits.maxOpenAppendsPerCall) {
      const message = `${limits.maxOpenAppendsPerCall} appends of this call are not final, which is the limit`
      this.#refuse(append.key, chunk, append.stream, batchBadRequest(message))
      return
    }
    this.#open.set(append.key, append)
    const { deadlineMs } = append.options
    if (deadlineMs === Number.POSITIVE_INFINITY) return
    const expire = () => this.#refuse(append.key, chunk, append.stream, batchTimeout())
    append.timer = setTimeout(expire, Math.min(deadlineMs - Date.now(), 0x7fff_ffff))
  }

  #finish(append: LogicalAppend): void {
    clearTimeout(append.timer)
    const { stream, options, events } = append
    const answered = this.#engine.writer.append(stream, options.expected, events).then(
      (outcome) => this.#answer(batchAppendResponse(append.correlationId, stream, result(outcome, append))),
      (error) =>
        this.#answer(
          batchAppendResponse(append.correlationId, stream, batchUnavailable(String(error.message))),
        ),
    )
    const done = answered.finally(() => this.#underWay.delete(done))
    this.#underWay.add(done)
  }
}

function result(outcome: AppendOutcome, { stream, options }: LogicalAppend): Buffer {
  if (outcome.kind === 'appended') return batchSuccess(outcome)
  if (outcome.kind === 'deleted') return batchStreamDeleted(stream)
  return batchWrongRevision(outcome.current, options.expected)
}

function badRequest(error: unknown): Buffer {
  if (error instanceof BadRequest) return batchBadRequest(error.message)
  return batchBadRequest(`the append cannot be read: ${(error as Error).message}`)
}
