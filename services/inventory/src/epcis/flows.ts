import { amountOf } from './amount.ts'
import type { Movement } from './documents.ts'
import { asList, isObject, type JsonObject } from './json.ts'
import type { Place } from './validate/place.ts'
import { objectEventEffect } from './vocabulary/effect.ts'

/** A list of objects of an event that goes in or out of stock. */
export interface Flow {
  readonly direction: 'in' | 'out'
  readonly movement: Movement
  /** The event's ILMD is about these objects. */
  readonly described: boolean
  readonly objects: readonly Named[]
}

/** One entry of the list: one object by its EPC, or an amount of a class. */
export interface Named {
  readonly id: string
  /** Undefined: EPCIS leaves the quantity open. */
  readonly amount: string | undefined
  readonly uom?: string
  /** One object, not an amount of a class. */
  readonly single: boolean
  readonly at: Place
}

/** What goes in and out by a checked event; nothing where it moves no stock. */
export function flowsOf(type: string, event: JsonObject, place: Place): readonly Flow[] {
  const named = (epcs: string, quantities: string): readonly Named[] => [
    ...instances(event[epcs], place.member(epcs)),
    ...classes(event[quantities], place.member(quantities)),
  ]
  if (type === 'TransformationEvent') {
    const movement = 'transformation'
    const inputs = named('inputEPCList', 'inputQuantityList')
    const outputs = named('outputEPCList', 'outputQuantityList')
    return [
      { direction: 'out', movement, described: false, objects: inputs },
      { direction: 'in', movement, described: true, objects: outputs },
    ]
  }
  const effect = type === 'ObjectEvent' ? objectEventEffect(event, place.namespaces) : 'none'
  if (effect === 'none') return []
  const movement = effect === 'in' ? 'receipt' : 'issue'
  return [{ direction: effect, movement, described: true, objects: named('epcList', 'quantityList') }]
}

const instances = (epcs: unknown, at: Place): Named[] =>
  asList(epcs).map((id, i) => ({ id: String(id), amount: '1', single: true, at: at.element(i) }))

const classes = (elements: unknown, at: Place): Named[] =>
  asList(elements).flatMap((element, i) => {
    if (!isObject(element)) return []
    const { epcClass, quantity, uom } = element
    const amount = quantity === undefined ? undefined : amountOf(quantity)
    const unit = typeof uom === 'string' ? { uom } : {}
    return [{ id: String(epcClass), amount, ...unit, single: false, at: at.element(i) }]
  })
