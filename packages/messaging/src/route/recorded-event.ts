import type { AnyContract } from '@takt/contracts'
import type { Recorded } from '@takt/decider'
import type { EventLog, RawMessage } from '@takt/event-sourcing'
import { plantOf } from '../envelope/address.ts'
import { decodeHeader, header } from '../nats/headers.ts'
import { eventData } from '../relay/event-data.ts'
import { whenThere } from './when-there.ts'

/** An `evt.` message as a reaction sees it; a promise only where its data must be read from the log. */
export function recordedEvent(
  raw: RawMessage,
  contract: AnyContract,
  log: Pick<EventLog, 'readStream'>,
): Recorded | Promise<Recorded> {
  const said = (name: string) => decodeHeader(header(raw.headers, name) ?? '')
  return whenThere(eventData(raw, contract, log), (data) => ({
    type: contract.name,
    data,
    id: said('ce-id'),
    plant: plantOf(raw.subject) ?? '',
    occurredAt: said('ce-time'),
    recordedAt: said('ce-recordedtime'),
    correlationId: said('ce-correlationid'),
  }))
}
