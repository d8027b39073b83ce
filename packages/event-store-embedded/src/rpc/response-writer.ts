import type { EventEmitter } from 'node:events'
import { limits } from '../limits.ts'
import { toServiceError } from './errors.ts'

/** The part of a grpc-js server call that responses go through. */
export interface WritableCall extends EventEmitter {
  write(message: Buffer, sent: () => void): boolean
  end(): void
}

/** Writes responses with back-pressure: what the client does not take stays in the store, not in memory. */
export class ResponseWriter {
  readonly #call: WritableCall
  #unsentMessages = 0
  #unsentBytes = 0
  #over = false
  readonly #onEnd: (() => void)[] = []
  #onRoom: (() => void) | undefined
  #onOver: (() => void) | undefined

  constructor(call: WritableCall) {
    this.#call = call
    call.on('cancelled', () => this.#finish())
    call.on('close', () => this.#finish())
  }

  /** Nobody reads any more: the client has cancelled or gone, or the call has ended. */
  get over(): boolean {
    return this.#over
  }

  /** Bytes handed over and not sent yet. */
  get unsentBytes(): number {
    return this.#unsentBytes
  }

  /** When true, await {@link room} before the next write. */
  get full(): boolean {
    return this.#unsentMessages >= limits.maxUnsentMessages || this.#unsentBytes >= limits.maxUnsentBytes
  }

  write(message: Buffer): void {
    if (this.#over) return
    this.#unsentMessages++
    this.#unsentBytes += message.length
    this.#call.write(message, () => {
      this.#unsentMessages--
      this.#unsentBytes -= message.length
      if (this.#onRoom && !this.full) this.#onRoom()
    })
  }

  /** Resolves when there is room again, or nobody to write to. */
  async room(): Promise<void> {
    if (this.#over || !this.full) return
    await new Promise<void>((resolve) => {
      this.#onRoom = resolve
    })
    this.#onRoom = undefined
  }

  /** Waits for something that wakes; resolves with undefined when the call is over before. */
  waitFor<T>(join: (wake: (value: T) => void) => () => void): Promise<T | undefined> {
    return new Promise((resolve) => {
      if (this.#over) return resolve(undefined)
      const done = (value?: T) => {
        leave()
        this.#onOver = undefined
        resolve(value)
      }
      const leave = join(done)
      this.#onOver = done
    })
  }

  /** Calls back once, when the call is over. */
  onEnd(callback: () => void): void {
    this.#onEnd.push(callback)
  }

  end(): void {
    if (this.#over) return
    this.#finish()
    this.#call.end()
  }

  fail(error: unknown): void {
    if (this.#over) return
    this.#finish()
    this.#call.emit('error', toServiceError(error))
  }

  #finish(): void {
    if (this.#over) return
    this.#over = true
    for (const callback of this.#onEnd) callback()
    this.#onRoom?.()
    this.#onOver?.()
  }
}
