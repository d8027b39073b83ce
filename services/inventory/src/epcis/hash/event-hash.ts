import { createHash } from 'node:crypto'
import { asList, isObject, type JsonObject } from '../json.ts'
import { expand, type Namespaces } from '../namespaces.ts'
import { bareType } from '../vocabulary/types.ts'
import { text } from './canonical-value.ts'
import { type Field, type Kind, ORDER } from './property-order.ts'

/** What the hash leaves out: an error declaration has the hash of the event it names. */
const IGNORED = new Set(['type', 'eventID', 'id', 'recordTime', 'errorDeclaration', '@context'])

/**
 * The EPCIS Event Hash ID of the CBV 2.0: the same for an event however it is written, and for its error declaration.
 * The event must have been checked.
 */
export function eventHashId(event: JsonObject, namespaces: Namespaces): string {
  const digest = createHash('sha256').update(preHash(event, namespaces), 'utf8').digest('hex')
  return `ni:///sha-256;${digest}?ver=CBV2.0`
}

export function preHash(event: JsonObject, namespaces: Namespaces): string {
  const own = Object.fromEntries(Object.entries(event).filter(([name]) => !IGNORED.has(name)))
  const type = `eventType=${bareType(event['type'], namespaces)}`
  return type + fields(own, ORDER, true, namespaces)
}

function fields(
  node: JsonObject,
  order: readonly Field[],
  extensible: boolean,
  namespaces: Namespaces,
): string {
  const named = order.map(([name, kind]) => field(name, kind, node[name], namespaces)).join('')
  if (!extensible) return named
  const known = new Set(order.map(([name]) => name))
  const others = Object.entries(node).filter(([name]) => !known.has(name) && !isComment(name, namespaces))
  return named + extensions(others, namespaces)
}

function field(name: string, kind: Kind, content: unknown, namespaces: Namespaces): string {
  const entries = asList(content)
  if (entries.length === 0) return ''
  if ('each' in kind) {
    const sorted = entries.map((entry) => one(kind.each, kind.of, entry, namespaces)).sort(byCodeUnit)
    return name + sorted.join('')
  }
  return entries
    .map((entry) => one(name, kind, entry, namespaces))
    .sort(byCodeUnit)
    .join('')
}

function one(name: string, kind: Kind, content: unknown, namespaces: Namespaces): string {
  if ('value' in kind) return `${name}=${kind.value(content, namespaces)}`
  if (!('fields' in kind) || !isObject(content)) return ''
  return name + fields(content, kind.fields, kind.extensible === true, namespaces)
}

/** Fields of one's own: `{namespace}name=value`, nested ones behind their parent, each level sorted. */
function extensions(entries: readonly (readonly [string, unknown])[], namespaces: Namespaces): string {
  return entries
    .flatMap(([name, content]) => {
      const key = braced(name, namespaces)
      return asList(content).map((entry) =>
        isObject(entry) ? key + nested(entry, namespaces) : `${key}=${text(entry, namespaces)}`,
      )
    })
    .sort(byCodeUnit)
    .join('')
}

function nested(node: JsonObject, namespaces: Namespaces): string {
  const literal = node['#text'] ?? node['@value']
  const others = Object.entries(node).filter(([name]) => !/^[#@]/.test(name) && !isComment(name, namespaces))
  return (literal === undefined ? '' : `=${text(literal, namespaces)}`) + extensions(others, namespaces)
}

function braced(name: string, namespaces: Namespaces): string {
  const uri = expand(name, namespaces)
  const cut =
    Math.max(uri.lastIndexOf('/'), uri.lastIndexOf('#'), uri === name ? -1 : uri.lastIndexOf(':')) + 1
  return cut === 0 ? name : `{${uri.slice(0, cut)}}${uri.slice(cut)}`
}

const isComment = (name: string, namespaces: Namespaces): boolean =>
  expand(name, namespaces) === 'http://www.w3.org/2000/01/rdf-schema#comment' || name === 'comment'

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
