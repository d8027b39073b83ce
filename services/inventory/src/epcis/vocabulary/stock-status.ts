import type { StockStatus } from '@takt/contracts'
import { asList, isObject, type JsonObject } from '../json.ts'
import type { Namespaces } from '../namespaces.ts'
import { ANY_DISPOSITION, DISPOSITIONS, type Disposition } from './dispositions.ts'
import { bareTerm } from './term.ts'

const STRICTNESS: readonly (StockStatus | undefined)[] = [
  'blocked',
  'inInspection',
  'unrestricted',
  undefined,
]

/**
 * Where goods of the event are put, and where they are taken from: by its disposition and by what its
 * persistentDisposition sets, the strictest of them.
 */
export function stockStatus(event: JsonObject, namespaces: Namespaces): Pick<Disposition, 'in' | 'out'> {
  const persistent = event['persistentDisposition']
  const words = [event['disposition'], ...asList(isObject(persistent) ? persistent['set'] : undefined)]
  const found = words.map((word) => dispositionOf(word, namespaces))
  return { in: strictest(found.map((d) => d.in)), out: strictest(found.map((d) => d.out)) ?? 'unrestricted' }
}

function dispositionOf(value: unknown, namespaces: Namespaces): Disposition {
  const word = typeof value === 'string' ? bareTerm(value, 'disposition', namespaces) : ''
  return (Object.hasOwn(DISPOSITIONS, word) ? DISPOSITIONS[word] : undefined) ?? ANY_DISPOSITION
}

const strictest = (statuses: readonly (StockStatus | undefined)[]): StockStatus | undefined =>
  STRICTNESS.find((status) => statuses.includes(status))
