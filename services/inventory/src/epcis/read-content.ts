import type { EpcisAbout, EpcisContent } from '@takt/contracts'
import type { EpcisReading } from './epcis-event.ts'
import { parseInstant } from './instant.ts'
import { asList, isObject, type JsonObject, plain, withType } from './json.ts'
import { movementsOf } from './lines.ts'
import type { EpcisMasterData } from './master-data.ts'
import { type Namespaces, namespacesOf } from './namespaces.ts'
import { type EpcisProblem, Place } from './validate/place.ts'
import { bareTerm, type Vocabulary } from './vocabulary/term.ts'
import { bareType } from './vocabulary/types.ts'

/** Reads a recorded event, which was checked when it was captured: what it is, and what it moves. */
export function readContent(
  content: EpcisContent,
  master: EpcisMasterData,
): { readonly reading: EpcisReading; readonly problems: readonly EpcisProblem[] } {
  const problems: EpcisProblem[] = []
  const namespaces = namespacesOf(content.namespaces)
  const event = withType(plain(content.event) as JsonObject)
  const reading = readEvent(event, new Place('', '', namespaces, problems), master)
  return { reading, problems }
}

/** The same of an event of a document that is open. What hinders its movements is reported at the place. */
export function readEvent(event: JsonObject, place: Place, master: EpcisMasterData): EpcisReading {
  const about = aboutEvent(event, place.namespaces)
  const declaration = event['errorDeclaration']
  if (isObject(declaration))
    return { about, lines: [], uncounted: [], declaration: readDeclaration(declaration, place.namespaces) }
  return { about, ...movementsOf(about.type, event, place, master) }
}

function aboutEvent(event: JsonObject, namespaces: Namespaces): EpcisAbout {
  const word = (name: 'bizStep' | 'disposition') => wordOf(event[name], name, namespaces)
  const [bizStep, disposition] = [word('bizStep'), word('disposition')]
  const action = event['action']
  return {
    type: bareType(event['type'], namespaces) ?? 'unknown',
    ...(action === 'ADD' || action === 'OBSERVE' || action === 'DELETE' ? { action } : {}),
    ...(bizStep === undefined ? {} : { bizStep }),
    ...(disposition === undefined ? {} : { disposition }),
    eventTime: parseInstant(event['eventTime']) as string,
  }
}

function readDeclaration(
  declaration: JsonObject,
  namespaces: Namespaces,
): NonNullable<EpcisReading['declaration']> {
  const reason = wordOf(declaration['reason'], 'errorReason', namespaces)
  const corrective = asList(declaration['correctiveEventIDs']).map(String)
  return {
    declaredAt: parseInstant(declaration['declarationTime']) as string,
    ...(reason === undefined ? {} : { reason }),
    ...(corrective.length > 0 ? { correctiveEventIds: corrective } : {}),
  }
}

const wordOf = (value: unknown, vocabulary: Vocabulary, namespaces: Namespaces): string | undefined =>
  typeof value === 'string' ? bareTerm(value, vocabulary, namespaces) : undefined
