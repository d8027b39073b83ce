import { type AnyContract, parseStoredType } from '@takt/contracts'
import type { EventLog, RawMessage } from '@takt/event-sourcing'
import { decodeHeader, header } from '../nats/headers.ts'
import { STREAM_REVISION } from './evt-message.ts'

type Readable = Pick<EventLog, 'readStream'>

/**
 * What the event of an `evt.` message says, in its contract's latest version: at once where the message carries it, and
 * from the log where it was too large for NATS.
 */
export function eventData(raw: RawMessage, contract: AnyContract, log: Readable): unknown | Promise<unknown> {
  if (wentWithoutData(raw)) return dataFromLog(raw, log)
  const version = parseStoredType(header(raw.headers, 'ce-type') ?? '')?.version ?? contract.version
  return contract.read(version, JSON.parse(Buffer.from(raw.body).toString('utf8')))
}

/** An event always has data: none on the wire means that it was too large. */
export const wentWithoutData = (raw: RawMessage): boolean => raw.body.length === 0

/** In the latest version of its contract, as the log reads every event. */
export async function dataFromLog(raw: RawMessage, log: Readable): Promise<unknown> {
  const stream = decodeHeader(header(raw.headers, 'ce-subject') ?? '')
  const from = Number(header(raw.headers, STREAM_REVISION))
  const [event] = await log.readStream(stream, { from, limit: 1 })
  if (!event)
    throw new Error(
      `${raw.subject} came without its data, and ${stream} has no event at revision ${from} in the log: restore the log, or remove the message from NATS`,
    )
  return event.data
}
