import { expand, type Namespaces } from '../namespaces.ts'

export const EVENT_TYPES = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

const EPCIS = /^https?:\/\/(?:ref|ns)\.gs1\.org\/(?:standards\/)?epcis\/(.+)$/

/** The bare name of a type in any form (`ObjectEvent`, `epcis:ObjectEvent`, its URI); an extension's as it is written. */
export function bareType(type: unknown, namespaces: Namespaces): string | undefined {
  const name = Array.isArray(type) && type.length === 1 ? type[0] : type
  if (typeof name !== 'string' || name === '') return undefined
  return EPCIS.exec(expand(name, namespaces))?.[1] ?? name
}
