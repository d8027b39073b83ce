import { type AnyContract, type Kind, parseSubject } from '@takt/contracts'
import { type Refusal, refusal } from './refusal.ts'

/** A subject resolved: which contract, in which version, for which plant. */
export interface Address {
  readonly prefix: string
  readonly plant: string
  readonly contract: AnyContract
  readonly version: number
}

/** Contracts by what their subjects say. */
export type ContractIndex = ReadonlyMap<string, AnyContract>

const key = (context: string, subjectName: string) => `${context}.${subjectName}`

export const indexContracts = (contracts: readonly AnyContract[]): ContractIndex =>
  new Map(contracts.map((contract) => [key(contract.context, contract.subjectName), contract]))

const RECORDED: readonly Kind[] = ['event']
const REQUESTED: readonly Kind[] = ['fact', 'command']
/** A question has nobody to answer to but a caller who waits. */
const ASKED: readonly Kind[] = [...REQUESTED, 'query']
const KINDS: Readonly<Record<string, readonly Kind[]>> = { evt: RECORDED, api: ASKED }

export function readAddress(subject: string, contracts: ContractIndex): Address | Refusal {
  const parts = partsOf(subject)
  if (!parts)
    return refusal(
      'unknown-message',
      `${subject} is no subject of a message: write it as <prefix>.<plant>.<context>.<message-name>.v<n>`,
    )
  const contract = contracts.get(key(parts.context, parts.name))
  const kinds = KINDS[parts.prefix] ?? REQUESTED
  const asked = contract !== undefined && kinds.includes(contract.kind)
  // What only Takt's services send each other is not taken from outside.
  if (!asked || (parts.prefix === 'in' && contract.audience === 'internal'))
    return refusal(
      'unknown-message',
      `${parts.context} takes no message named ${parts.name} on ${parts.prefix}.`,
    )
  if (contract.lifecycle.state === 'retired')
    return refusal('retired', `${contract.name} is retired: no version of it is taken any more`)
  return { prefix: parts.prefix, plant: parts.plant, contract, version: parts.version }
}

function partsOf(subject: string) {
  try {
    return parseSubject(subject)
  } catch {
    return undefined
  }
}

/** The plant token of a subject of any shape, as it was before encoding; undefined where there is none. */
export function plantOf(subject: string): string | undefined {
  const [prefix = '', token = ''] = subject.split('.')
  return partsOf(`${prefix}.${token}.context.name.v1`)?.plant
}
