import { asList, isObject } from './json.ts'

/** Prefix or term → what it stands for, as a document's `@context` says. */
export type Namespaces = ReadonlyMap<string, string>

/** What the EPCIS 2.0 context defines, and the prefix under which ILMD of the CBV is written everywhere. */
const STANDARD: readonly (readonly [string, string])[] = [
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['cbv', 'https://ref.gs1.org/cbv/'],
  ['gs1', 'https://gs1.org/voc/'],
  ['cbvmda', 'urn:epcglobal:cbv:mda:'],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
  ['dcterms', 'http://purl.org/dc/terms/'],
]

/**
 * The prefixes and terms of a `@context`, which is a URI, an object, or a list of these. URIs are not fetched: beside
 * the EPCIS context, whose prefixes are known, only what the document itself spells out counts.
 */
export function namespacesOf(context: unknown, outer: Namespaces = new Map(STANDARD)): Namespaces {
  const found = new Map(outer)
  for (const part of asList(context)) {
    if (!isObject(part)) continue
    for (const [name, meaning] of Object.entries(part)) {
      const iri = isObject(meaning) ? meaning['@id'] : meaning
      if (name !== '' && !name.startsWith('@') && typeof iri === 'string') found.set(name, iri)
    }
  }
  return found
}

/** The full URI of a compact one (`cbv:BizStep-receiving`) or of a defined term; anything else as it is. */
export function expand(name: string, namespaces: Namespaces): string {
  const term = namespaces.get(name)
  if (term !== undefined) return term
  const [, prefix = '', local = ''] = /^([^:]+):(?!\/\/)(.*)$/s.exec(name) ?? []
  const namespace = namespaces.get(prefix)
  return namespace === undefined ? name : namespace + local
}

/** Those prefixes and terms that stand anywhere in the event and are not the standard's own, in order of their names. */
export function usedNamespaces(event: unknown, namespaces: Namespaces): Record<string, string> {
  const used = new Set<string>()
  collect(event, used)
  const standard = new Map(STANDARD)
  const own = [...namespaces].filter(([name, iri]) => used.has(name) && standard.get(name) !== iri)
  return Object.fromEntries(own.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Names and values, whole and up to their first colon: whatever may be a term or a compact URI. */
function collect(node: unknown, used: Set<string>): void {
  if (typeof node === 'string') note(node, used)
  else if (Array.isArray(node)) for (const entry of node) collect(entry, used)
  else if (isObject(node))
    for (const [name, member] of Object.entries(node)) {
      note(name, used)
      collect(member, used)
    }
}

function note(text: string, used: Set<string>): void {
  used.add(text).add(text.split(':', 1)[0] ?? '')
}
