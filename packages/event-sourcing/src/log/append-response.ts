import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { EventLogError, WrongRevisionError } from './errors.ts'
import { uuidOf } from './read-response.ts'

export interface AppendAnswer {
  readonly correlationId: string
  readonly result: AppendResult | EventLogError
}

export interface AppendResult {
  readonly revision: number
  /** Left out by the store for some repeated appends. */
  readonly position: string | undefined
}

const PREFIX = 'event_store.client.'
const refusals: Readonly<Record<string, string>> = {
  StreamDeleted: 'the stream was deleted',
  AccessDenied: 'access is denied',
  MaximumAppendSizeExceeded: 'the append is larger than the store takes',
  BadRequest: 'the store calls it a bad request',
}

export function decodeAnswer(bytes: Buffer): AppendAnswer {
  const response = streams.BatchAppendResp.deserializeBinary(bytes)
  return { correlationId: idOf(response.getCorrelationId()), result: resultOf(response) }
}

function resultOf(response: streams.BatchAppendResp): AppendAnswer['result'] {
  const success = response.getSuccess()
  if (success) {
    const position = success.hasPosition() ? success.getPosition()?.getCommitPosition() : undefined
    return { revision: Number(success.getCurrentRevision()), position }
  }
  const stream = Buffer.from(response.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()
  const details = response.getError()?.getDetails()
  const type = details?.getTypeName() ?? ''
  const refusal = refusals[type.slice(PREFIX.length)]
  if (refusal) return new EventLogError('refused', `cannot append to ${stream}: ${refusal}`)
  if (type === `${PREFIX}Timeout`)
    return new EventLogError('timeout', `cannot append to ${stream}: the store did not finish in time`)
  const wrong = details?.unpack(
    shared.WrongExpectedVersion.deserializeBinary,
    `${PREFIX}WrongExpectedVersion`,
  )
  if (wrong) return wrongRevision(stream, wrong)
  return new EventLogError(
    'unknown',
    `cannot append to ${stream}: ${response.getError()?.getMessage() || type}`,
  )
}

function wrongRevision(stream: string, wrong: shared.WrongExpectedVersion): WrongRevisionError {
  const expected = wrong.hasExpectedStreamPosition() ? Number(wrong.getExpectedStreamPosition()) : 'none'
  const actual = wrong.hasCurrentStreamRevision() ? Number(wrong.getCurrentStreamRevision()) : 'none'
  return new WrongRevisionError(stream, expected, actual)
}

/** Servers write a UUID as text or as two halves of its bits. */
function idOf(uuid: shared.UUID | undefined): string {
  const halves = uuid?.getStructured()
  if (!halves) return uuid?.getString() ?? ''
  return uuidOf(halves.getMostSignificantBits(), halves.getLeastSignificantBits())
}
