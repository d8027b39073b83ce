import { z } from 'zod'
import type { AnyContract } from '../define.ts'

/** The JSON Schema (draft 2020-12) of one version of a message's data, as a sender writes it. */
export function jsonSchema(contract: AnyContract, version: number): Record<string, unknown> {
  const found = contract.versions[version - 1]
  if (!found) throw new Error(`${contract.name} has no version ${version}`)
  const schema = z.toJSONSchema(found.schema, { io: 'input', unrepresentable: 'any' })
  return {
    $id: `urn:takt:${contract.name}.v${version}`,
    title: `${contract.name}.v${version}`,
    description: contract.summary,
    'x-kind': contract.kind,
    'x-owner': contract.owner,
    'x-lifecycle': contract.lifecycle.state,
    ...schema,
    examples: [found.example],
  }
}
