/** What is kept of a handled message, for as long as the same id may come again: for ever. */
export interface InboxRow {
  readonly id: string
  /** Of the content that had the effect. */
  readonly hash: string
  /** The stream it went to. */
  readonly stream: string
  /** A revision of one of its events, or the stream's when it made none; -1 when the stream had no event. */
  readonly revision: number
  /** Log position (decimal string) at or after its effect; '0' when the stream had no event. */
  readonly position: string
  /** Kept where it was refused; such a row may be replaced by a later one of the same id, any other never. */
  readonly rejection?: InboxRejection
}

export interface InboxRejection {
  readonly code: string
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
}

/**
 * The ids a context has handled. Implementations keep the first row of an id, except that a row with a `rejection`
 * gives way to one without. Errors are taken as an outage of the store behind it and tried again without end.
 */
export interface Inbox {
  /** One query for up to a batch of ids (1,000); ids never seen are left out. */
  lookup(ids: readonly string[]): Promise<ReadonlyMap<string, InboxRow>>
  /** One statement for a batch; ids are distinct. Durable when it resolves. */
  record(rows: readonly InboxRow[]): Promise<void>
}
