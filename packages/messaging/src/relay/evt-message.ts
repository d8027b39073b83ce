import type { AnyContract } from '@takt/contracts'
import type { RecordedEvent } from '@takt/event-sourcing'
import { encodeHeader, type Headers } from '../nats/headers.ts'
import { nextHop } from '../trace-context.ts'

export interface EvtMessage {
  readonly id: string
  readonly subject: string
  readonly headers: Headers
  readonly body: string
}

/** Position, stream and revision travel as CloudEvents extensions, so that a consumer can tell old from new. */
export const POSITION = 'ce-position'
export const STREAM_REVISION = 'ce-streamrevision'

/**
 * A recorded event as others see it: CloudEvents in binary mode, the same bytes every time. One that is larger than
 * the server takes goes without its data, and says where that is (`ce-dataref`).
 */
export function evtMessage(event: RecordedEvent, contract: AnyContract, maxBytes: number): EvtMessage {
  const { metadata } = event
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'ce-specversion': '1.0',
    'ce-id': event.id,
    'ce-type': contract.storedType,
    'ce-source': `takt/${contract.context}`,
    'ce-subject': encodeHeader(event.stream),
    'ce-time': metadata.occurredAt,
    'ce-recordedtime': metadata.recordedAt,
    'ce-correlationid': encodeHeader(metadata.$correlationId),
    'ce-causationid': encodeHeader(metadata.messageId),
    [POSITION]: event.position,
    [STREAM_REVISION]: String(event.revision),
  }
  // The hop's own span is taken from the event's id: sent again, the message is the same.
  if (metadata.traceparent) headers['traceparent'] = nextHop(metadata.traceparent, spanOf(event.id))
  let body = JSON.stringify(event.data)
  if (Buffer.byteLength(body) > maxBytes) {
    headers['ce-dataref'] = encodeHeader(`esdb:${event.stream}/${event.revision}`)
    body = ''
  }
  return { id: event.id, subject: contract.subject('evt', metadata.plant), headers, body }
}

const spanOf = (eventId: string) => eventId.replaceAll('-', '').slice(-16)
