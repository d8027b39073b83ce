import type { DocumentRef } from '@takt/contracts'
import { asList, isObject, type JsonObject } from './json.ts'
import type { Namespaces } from './namespaces.ts'
import { bareTerm } from './vocabulary/term.ts'

/** For which movement a document is the one it belongs to, the likeliest first. */
const WANTED = {
  receipt: { po: 'purchaseOrder', prodorder: 'workOrder', desadv: 'delivery', recadv: 'delivery' },
  issue: { prodorder: 'workOrder', desadv: 'delivery' },
  transformation: { prodorder: 'workOrder' },
} as const satisfies Record<string, Record<string, DocumentRef['type']>>

export type Movement = keyof typeof WANTED

const MAX_ID = 128

/**
 * The document that a movement belongs to, from its business transactions. In a shipment the purchase order is the
 * customer's, whose numbers are not ours, so it is no document of the issue.
 */
export function documentOf(
  event: JsonObject,
  movement: Movement,
  namespaces: Namespaces,
): DocumentRef | undefined {
  const named = asList(event['bizTransactionList']).filter(isObject)
  for (const [word, type] of Object.entries(WANTED[movement]))
    for (const { type: kind, bizTransaction } of named) {
      if (typeof kind !== 'string' || bareTerm(kind, 'transactionType', namespaces) !== word) continue
      const id = typeof bizTransaction === 'string' ? numberOf(bizTransaction) : ''
      if (id !== '' && id.length <= MAX_ID) return { type, id }
    }
  return undefined
}

/**
 * The document's own number within the URI that names it: after the GLN of `urn:epcglobal:cbv:bt:<gln>:<number>`, the
 * serial of a GDTI, the last part of a web address (CBV 2.0, 8.5); the whole URI where it has another form.
 */
export function numberOf(uri: string): string {
  const bt = /^urn:epcglobal:cbv:bt:[^:]*:(.+)$/i.exec(uri)?.[1]
  const gdti = /^urn:epc:id:gdti:\d+\.\d*\.(.+)$/i.exec(uri)?.[1]
  const link = /^https?:\/\/[^?#]*\/253\/\d{13}([^/?#]+)/i.exec(uri)?.[1]
  const web = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?([^/?#]+)\/?(?:[?#].*)?$/i.exec(uri)?.[1]
  const number = bt ?? gdti ?? link ?? web
  if (number === undefined) return uri
  try {
    return decodeURIComponent(number).trim()
  } catch {
    return number
  }
}
