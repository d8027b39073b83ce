import { randomUUID } from 'node:crypto'
import type { ProposedEvent } from '../protocol/proposed-event.ts'
import { parseUuid } from '../protocol/uuid.ts'
import type { EventIndex } from '../storage/event-index.ts'
import type { EventLog } from '../storage/event-log.ts'
import { encodeRecord, StoredEvent, TOMBSTONE_REVISION } from '../storage/record.ts'
import type { StreamHead } from '../storage/stream-heads.ts'
import { decide } from './decide.ts'
import type { ExpectedRevision } from './expected-revision.ts'
import type { GroupCommit } from './group-commit.ts'
import {
  isMetadataStream,
  METADATA_PREFIX,
  originalStreamOf,
  softDeleteMetadata,
  undeleteMetadata,
} from './stream-metadata.ts'
import { isSoftDeleted } from './stream-state.ts'

export type AppendOutcome =
  /** `revision` is -1 and `position` undefined when nothing was appended to a stream without events. */
  | { readonly kind: 'appended'; readonly revision: number; readonly position: number | undefined }
  /** `current` is -1 when the stream has no event. */
  | { readonly kind: 'wrong-revision'; readonly current: number }
  | { readonly kind: 'deleted' }

const JSON_TYPE = Buffer.from('application/json')
const METADATA_TYPE = Buffer.from('$metadata')
const TOMBSTONE_TYPE = Buffer.from('$streamDeleted')
const NONE: Buffer = Buffer.alloc(0)

/**
 * Decides appends one after the other, in the order in which they arrive, each against all decided before it.
 * Every answer, a refusal too, waits until what it rests on is durable.
 */
export class Writer {
  readonly #log: EventLog
  readonly #index: EventIndex
  readonly #group: GroupCommit
  #nextPosition: number

  constructor(log: EventLog, index: EventIndex, group: GroupCommit, lastPosition: number) {
    this.#log = log
    this.#index = index
    this.#group = group
    this.#nextPosition = lastPosition + 1
  }

  async append(
    stream: Buffer,
    expected: ExpectedRevision,
    events: readonly ProposedEvent[],
  ): Promise<AppendOutcome> {
    if (this.#group.broken) throw this.#group.broken
    const head = this.#index.head(stream.toString('utf8'))
    const refused = this.#refusal(head, expected, events)
    if (refused) return this.#group.settled(refused)
    const broughtBack = this.#broughtBackBy(head, events)
    const now = Date.now()
    let position: number | undefined
    for (const event of events) position = this.#place(head, stream, event, head.decided.last + 1, now)
    if (broughtBack) this.#placeMetadata(broughtBack.stream, broughtBack.metadata)
    return this.#group.settled({ kind: 'appended', revision: head.decided.last, position })
  }

  /** Soft delete: nothing of the stream is read any more; its revisions go on when it is appended to. */
  async delete(stream: Buffer, expected: ExpectedRevision): Promise<AppendOutcome> {
    if (this.#group.broken) throw this.#group.broken
    const head = this.#index.head(stream.toString('utf8'))
    const refused = this.#refusal(head, expected, [newEvent(METADATA_TYPE, NONE)])
    if (refused) return this.#group.settled(refused)
    const position = this.#placeMetadata(head.name, softDeleteMetadata())
    return this.#group.settled({ kind: 'appended', revision: head.decided.last, position })
  }

  /** Hard delete: the stream can never be written or read again. */
  async tombstone(stream: Buffer, expected: ExpectedRevision): Promise<AppendOutcome> {
    if (this.#group.broken) throw this.#group.broken
    const head = this.#index.head(stream.toString('utf8'))
    const event = newEvent(TOMBSTONE_TYPE, NONE)
    const refused = this.#refusal(head, expected, [event])
    if (refused) return this.#group.settled(refused)
    const position = this.#place(head, stream, event, TOMBSTONE_REVISION, Date.now())
    return this.#group.settled({ kind: 'appended', revision: head.decided.last, position })
  }

  #refusal(
    head: StreamHead,
    expected: ExpectedRevision,
    events: readonly ProposedEvent[],
  ): AppendOutcome | undefined {
    const ids = events.map(({ id }) => id)
    const decision = decide(expected, ids, head.decided, {
      revisionOf: (id) => this.#index.revisionOf(head.number, id),
      holds: (revision, id) => this.#holds(head, revision, id),
      hasMetadata: () => this.#index.head(METADATA_PREFIX + head.name).decided.last >= 0,
    })
    if (decision.kind === 'append') return undefined
    if (decision.kind === 'deleted') return { kind: 'deleted' }
    if (decision.kind === 'wrong-revision') return { kind: 'wrong-revision', current: head.decided.last }
    const position = this.#index.positionOf(head.number, decision.last, ids.at(-1))
    return { kind: 'appended', revision: decision.last, position }
  }

  #holds(head: StreamHead, revision: number, id: Buffer): boolean {
    if (this.#index.revisionOf(head.number, id) === revision) return true
    // Of an id that a stream has twice, the index knows the last event only: look at the event itself.
    const event = this.#eventAt(this.#index.positionOf(head.number, revision))
    return event !== undefined && parseUuid(event.idText)?.equals(id) === true
  }

  #place(
    head: StreamHead,
    stream: Buffer,
    event: ProposedEvent,
    revision: number,
    createdMs: number,
  ): number {
    const position = this.#nextPosition++
    const streamNumber = this.#index.number(head)
    const record = encodeRecord(event, { stream, streamNumber, revision, position, createdMs })
    const stored = new StoredEvent(record)
    this.#index.add(head, stored, event.id)
    this.#group.add(stored)
    return position
  }

  #placeMetadata(stream: string, json: Buffer): number {
    const name = METADATA_PREFIX + stream
    const head = this.#index.head(name)
    const event = newEvent(METADATA_TYPE, json)
    return this.#place(head, Buffer.from(name), event, head.decided.last + 1, Date.now())
  }

  /**
   * The soft-deleted stream that an append brings back, with its new metadata: the stream appended to, or the
   * one whose metadata is written. In both cases the events from before the delete stay gone.
   */
  #broughtBackBy(head: StreamHead, events: readonly ProposedEvent[]) {
    if (isMetadataStream(head.name)) {
      const original = this.#index.head(originalStreamOf(head.name))
      if (!isSoftDeleted(original.decided)) return undefined
      const metadata = undeleteMetadata(events.at(-1)?.data ?? NONE, original.decided.last + 1)
      return { stream: original.name, metadata }
    }
    if (!isSoftDeleted(head.decided)) return undefined
    const { number, decided } = this.#index.head(METADATA_PREFIX + head.name)
    const current = this.#eventAt(this.#index.positionOf(number, decided.last))
    const metadata = undeleteMetadata(current?.data ?? NONE, head.decided.last + 1)
    return { stream: head.name, metadata }
  }

  #eventAt(position: number | undefined): StoredEvent | undefined {
    if (position === undefined) return undefined
    return this.#group.undurable(position) ?? this.#log.atSync(position)
  }
}

function newEvent(type: Buffer, data: Buffer): ProposedEvent {
  const id = parseUuid(Buffer.from(randomUUID())) as Buffer
  return { id, type, contentType: JSON_TYPE, metadata: NONE, data }
}
