import type { AnyContract } from './define.ts'
import { inventoryContracts } from './inventory/index.ts'
import { masterdataContracts } from './masterdata/index.ts'
import { orchestrationContracts } from './orchestration/index.ts'
import { allParkingContracts } from './parking.ts'
import { productionContracts } from './production/index.ts'
import { qualityContracts } from './quality/index.ts'

/** Every message of Takt. */
export const allContracts: readonly AnyContract[] = [
  ...masterdataContracts,
  ...inventoryContracts,
  ...productionContracts,
  ...qualityContracts,
  ...orchestrationContracts,
  ...allParkingContracts,
]

const byName = new Map(allContracts.map((c) => [c.name as string, c]))
const bySubject = new Map(allContracts.map((c) => [`${c.context}.${c.subjectName}`, c]))

/** The contract of a message name (`<context>.<PascalName>`), undefined where there is none. */
export const contractByName = (name: string): AnyContract | undefined => byName.get(name)

/** The contract behind a subject's context and kebab-case name, undefined where there is none. */
export const contractBySubject = (context: string, subjectName: string): AnyContract | undefined =>
  bySubject.get(`${context}.${subjectName}`)
