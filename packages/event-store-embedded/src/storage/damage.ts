/** An event that is damaged or lost. What is not known of it is absent. */
export interface DamagedEvent {
  readonly position?: number
  readonly stream?: string
  readonly revision?: number
}

/** Stored bytes are not those that were written. The event is named and never served. */
export class DataDamaged extends Error {
  readonly event: DamagedEvent

  constructor(event: DamagedEvent, dataDir: string) {
    super(
      `${describeEvent(event)} is damaged on disk in ${dataDir} and is not served; ` +
        'restore the data directory from a backup, or remove it to begin empty',
    )
    this.event = event
  }
}

export function describeEvent({ position, stream, revision }: DamagedEvent): string {
  const at = position === undefined ? '' : ` at position ${position}`
  return stream === undefined ? `the event${at}` : `revision ${revision} of stream '${stream}'${at}`
}

/** The store cannot be opened, or cannot go on. The message says what, where and how to mend it. */
export class StoreUnusable extends Error {}
