import type { StoredEvent } from '../storage/record.ts'
import type { EventReader } from './event-reader.ts'

/** An event as a reader gets it: a resolved link comes with the event that it points to, if that is there. */
export interface ResolvedEvent {
  readonly event: StoredEvent | undefined
  readonly link: StoredEvent | undefined
}

/** Resolves a `$>` event, whose data is `<revision>@<stream>`. Any other event stands for itself. */
export async function resolveLink(event: StoredEvent, reader: EventReader): Promise<ResolvedEvent> {
  if (!event.isLink) return { event, link: undefined }
  const target = event.data.toString('utf8')
  const at = target.indexOf('@')
  const revision = Number(target.slice(0, at))
  if (at < 1 || !Number.isSafeInteger(revision)) return { event: undefined, link: event }
  return { event: await reader.event(target.slice(at + 1), revision), link: event }
}
