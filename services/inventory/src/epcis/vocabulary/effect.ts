import type { JsonObject } from '../json.ts'
import type { Namespaces } from '../namespaces.ts'
import { ANY_STEP, BIZ_STEPS, type Effect } from './biz-steps.ts'
import { bareTerm } from './term.ts'

/** What an ObjectEvent does to stock: its bizStep and action, and for dispensing its disposition, decide. */
export function objectEventEffect(event: JsonObject, namespaces: Namespaces): Effect {
  const word = (name: 'bizStep' | 'disposition'): string => {
    const value = event[name]
    return typeof value === 'string' ? bareTerm(value, name, namespaces) : ''
  }
  const step = word('bizStep')
  if (step === 'dispensing' && word('disposition') === 'partially_dispensed') return 'none'
  const effects = Object.hasOwn(BIZ_STEPS, step) ? BIZ_STEPS[step] : undefined
  return (effects ?? ANY_STEP)[event['action'] as 'ADD' | 'OBSERVE' | 'DELETE']
}
