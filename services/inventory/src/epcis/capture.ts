import type { JsonObject } from './json.ts'
import { isObject } from './json.ts'
import type { EpcisMasterData } from './master-data.ts'
import { type CapturedEvent, type RefusedEvent, translateEpcis } from './translate.ts'
import { type EpcisProblem, type EpcisProblemCode, MAX_PROBLEMS } from './validate/place.ts'

/** EPCIS capture's own header (EPCIS 2.0, 12.8.2): what becomes of a document with a bad event in it. */
export const CAPTURE_ERROR_BEHAVIOUR = 'GS1-Capture-Error-Behaviour'

/** Why a document, or one event of it, is parked. */
export interface EpcisRefusal {
  readonly code: EpcisProblemCode
  readonly sentence: string
  readonly problems: readonly EpcisProblem[]
}

/** A bad event of a document that went on without it: an event of its own, which can be mended and sent again. */
interface ParkedEvent extends EpcisRefusal {
  /** Its eventID where it has one, else its place in the document. */
  readonly messageId: string
  readonly body: JsonObject
}

type Capture =
  | { readonly taken: readonly CapturedEvent[]; readonly parked: readonly ParkedEvent[] }
  | { readonly refused: EpcisRefusal }

interface CaptureOptions {
  readonly messageId: string
  /** The value of {@link CAPTURE_ERROR_BEHAVIOUR}; `rollback` where there is none. */
  readonly behaviour?: string | undefined
  readonly master: EpcisMasterData
}

/**
 * Takes a document whole, or refuses it whole where anything is wrong with it; asked to proceed, it takes the good
 * events and parks the bad ones one by one.
 */
export function captureEpcis(document: unknown, { messageId, behaviour, master }: CaptureOptions): Capture {
  const wanted = behaviour?.trim().toLowerCase() || 'rollback'
  if (wanted !== 'rollback' && wanted !== 'proceed') return { refused: refusal([unknownBehaviour(wanted)]) }
  const { events, refused, problems } = translateEpcis(document, master)
  const all = [...problems, ...refused.flatMap((event) => event.problems)]
  if (all.length === 0) return { taken: events, parked: [] }
  // A single event has nothing beside it to go on with.
  const single = refused.some((event) => event.path === '')
  if (wanted === 'rollback' || problems.length > 0 || single) return { refused: refusal(all) }
  const context = isObject(document) ? document['@context'] : undefined
  return { taken: events, parked: refused.map((event) => parkedEvent(event, context, messageId)) }
}

function parkedEvent(
  { path, event, problems }: RefusedEvent,
  context: unknown,
  messageId: string,
): ParkedEvent {
  const content: JsonObject = isObject(event) ? event : {}
  const eventId = content['eventID'] ?? content['@id']
  const suffix = isObject(content['errorDeclaration']) ? '#error' : ''
  return {
    messageId: typeof eventId === 'string' && eventId !== '' ? eventId + suffix : `${messageId}#${path}`,
    body: { '@context': content['@context'] ?? context, ...content },
    ...refusal(problems.map((p) => ({ ...p, path: within(path, p.path) }))),
  }
}

/** The path of a problem in the event itself, no longer in its document. */
const within = (event: string, path: string): string => path.slice(event.length).replace(/^\./, '')

/** Whatever is wrong for good goes before what master data can mend. */
const CODES: readonly EpcisProblemCode[] = [
  'invalid',
  'conflict',
  'bad-identifier',
  'unknown-plant',
  'unknown-gtin',
  'unknown-unit',
]
/** The problems that a sentence names; the others are listed beside it. */
const SHOWN = 3

function refusal(problems: readonly EpcisProblem[]): EpcisRefusal {
  const code = CODES.find((c) => problems.some((p) => p.code === c)) ?? 'invalid'
  const sorted = [...problems].sort((a, b) => CODES.indexOf(a.code) - CODES.indexOf(b.code))
  const shown = sorted.slice(0, SHOWN).map(({ path, message }) => (path ? `${path}: ${message}` : message))
  const more = problems.length > SHOWN ? ` (and ${problems.length - SHOWN} more)` : ''
  return { code, sentence: shown.join('; ') + more, problems: sorted.slice(0, MAX_PROBLEMS + 1) }
}

const unknownBehaviour = (wanted: string): EpcisProblem => ({
  code: 'invalid',
  path: '',
  message: `the header ${CAPTURE_ERROR_BEHAVIOUR} must be rollback or proceed; it is ${JSON.stringify(wanted.slice(0, 60))}`,
})
