import { createHash } from 'node:crypto'
import { EPCIS_EVENT_ID_LENGTH } from '@takt/contracts'
import { isObject } from './json.ts'

/**
 * The message id of what comes without one in its envelope: a single event's eventID (for an error declaration with
 * `#error` behind it), anything else's hash, so that the same document sent again is the same message.
 */
export function epcisMessageId(data: unknown): string | undefined {
  if (!isObject(data)) return undefined
  const eventId = data['eventID']
  if (typeof eventId === 'string' && eventId !== '' && eventId.length <= EPCIS_EVENT_ID_LENGTH)
    return isObject(data['errorDeclaration']) ? `${eventId}#error` : eventId
  return `ni:///sha-256;${createHash('sha256').update(JSON.stringify(data), 'utf8').digest('hex')}`
}
