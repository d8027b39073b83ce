import { asList, isObject, type JsonObject, MAX_DEPTH, plain, show, tooDeep, withType } from './json.ts'
import { type Namespaces, namespacesOf } from './namespaces.ts'
import { checkEvent } from './validate/event.ts'
import { type EpcisProblem, Place } from './validate/place.ts'
import { object, type Rule } from './validate/rule.ts'
import { anything, text, time, uri, version } from './validate/values.ts'
import { bareType } from './vocabulary/types.ts'

/** The most events of one document. */
const MAX_EVENTS = 2000

/** One event of a document, checked. */
export interface OpenedEvent {
  readonly place: Place
  /** As it was written. */
  readonly raw: JsonObject
  /** JSON-LD's keywords under their EPCIS names. */
  readonly event: JsonObject
  readonly namespaces: Namespaces
  /** What is wrong with it; the event may be used only where this is empty. */
  readonly problems: EpcisProblem[]
}

/** A document opened: its events, and what is wrong with the document around them. */
interface OpenedDocument {
  readonly events: readonly OpenedEvent[]
  readonly problems: readonly EpcisProblem[]
}

const body = (required: readonly string[], members: Readonly<Record<string, Rule>>, what: string): Rule =>
  object(what, members, { required })

/** The list of events is checked entry by entry, each with its own problems. */
const eventList: Rule = {
  expects: 'a list of events',
  check(value, at) {
    const entries = asList(value).length
    if (entries > MAX_EVENTS)
      at.fault(`must have at most ${MAX_EVENTS} events; it has ${entries}: send several documents`)
  },
}

const header = object('an EPCIS header', {
  epcisMasterData: object('master data', { vocabularyList: anything }, { others: 'any' }),
})

const ABOUT = { '@context': anything, type: anything, id: uri, schemaVersion: version, creationDate: time }

const document = object(
  'an EPCISDocument',
  {
    ...ABOUT,
    instanceIdentifier: text,
    sender: text,
    receiver: text,
    epcisHeader: header,
    epcisBody: object('an EPCIS body', { eventList }, { required: ['eventList'], others: 'any' }),
  },
  { required: ['schemaVersion', 'creationDate', 'epcisBody'] },
)

const results = body(['eventList'], { eventList, vocabularyList: anything }, 'a results body')
const queryResults = body(
  ['resultsBody'],
  { queryName: text, subscriptionID: text, resultsBody: results },
  'query results',
)
const queryDocument = object(
  'an EPCISQueryDocument',
  { ...ABOUT, epcisBody: body(['queryResults'], { queryResults }, 'the body of a query document') },
  { required: ['epcisBody'] },
)

/** Opens an EPCIS document, a query document, or a single event, and checks all of it. Never throws. */
export function openDocument(body: unknown): OpenedDocument {
  const problems: EpcisProblem[] = []
  const at = new Place('', '', namespacesOf(isObject(body) ? body['@context'] : undefined), problems)
  if (!isObject(body)) {
    at.fault(`must be an EPCIS document or event, an object; it is ${show(body)}`)
    return { events: [], problems }
  }
  if (tooDeep(body)) {
    at.fault(`nests deeper than ${MAX_DEPTH} levels`)
    return { events: [], problems }
  }
  const content = withType(plain(body) as JsonObject)
  const type = bareType(content['type'], at.namespaces)
  if (
    type === 'EPCISDocument' ||
    type === 'EPCISQueryDocument' ||
    (type === undefined && 'epcisBody' in content)
  ) {
    if (type === undefined)
      at.member('type').fault('is missing: it must be EPCISDocument or EPCISQueryDocument')
    return openList(body, content, type === 'EPCISQueryDocument', at, problems)
  }
  checkContext(content, at)
  return { events: [openEvent(body, at.namespaces, '', '')], problems }
}

function openList(
  body: JsonObject,
  content: JsonObject,
  query: boolean,
  at: Place,
  problems: EpcisProblem[],
) {
  checkContext(content, at)
  const rule = query ? queryDocument : document
  rule.check(content, at)
  const path = query ? ['epcisBody', 'queryResults', 'resultsBody', 'eventList'] : ['epcisBody', 'eventList']
  const raw = path.reduce<unknown>((node, name) => (isObject(node) ? node[name] : undefined), body)
  const entries = asList(raw)
  const events = (entries.length > MAX_EVENTS ? [] : entries).map((event, i) =>
    openEvent(event, at.namespaces, `${path.join('.')}[${i}]`, `eventList[${i}]`),
  )
  return { events, problems }
}

function openEvent(raw: unknown, outer: Namespaces, path: string, field: string): OpenedEvent {
  const problems: EpcisProblem[] = []
  const namespaces = namespacesOf(isObject(raw) ? raw['@context'] : undefined, outer)
  const place = new Place(path, field, namespaces, problems)
  const event = isObject(raw) ? withType(plain(raw) as JsonObject) : raw
  checkEvent(event, place)
  return { place, raw: isObject(raw) ? raw : {}, event: isObject(event) ? event : {}, namespaces, problems }
}

function checkContext(content: JsonObject, at: Place): void {
  const context = content['@context']
  const place = at.member('@context')
  const expected = 'the URI of the EPCIS context, an object, or a list of these'
  if (context === undefined) place.fault(`is missing: it must be ${expected}`)
  else if (!asList(context).every((part) => typeof part === 'string' || isObject(part)))
    place.fault(`must be ${expected}; it is ${show(context)}`)
}
