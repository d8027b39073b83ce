/** Where a damaged or lost event belongs. What is not known is absent. */
export interface DamagedEvent {
  readonly position: number
  readonly stream?: string | undefined
  readonly revision?: number | undefined
}

/** Stored bytes are not those that were written. The event is named and never served. */
export class DataDamaged extends Error {
  readonly event: DamagedEvent

  constructor(event: DamagedEvent, dataDir: string) {
    const where =
      event.stream === undefined ? '' : ` (revision ${event.revision} of stream '${event.stream}')`
    super(
      `the event at position ${event.position}${where} is damaged on disk in ${dataDir} and is not served; ` +
        'restore the data directory from a backup, or remove it to begin empty',
    )
    this.event = event
  }
}

/** The store cannot be opened as it is. The message says what, where and how to mend it. */
export class StoreUnusable extends Error {}
