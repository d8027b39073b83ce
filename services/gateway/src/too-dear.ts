import type { ComplexityErrorFn } from '@pothos/plugin-complexity'
import { GraphQLError } from 'graphql'
import { LIMITS } from './limits.ts'

const TOLD = {
  Complexity: {
    of: (measured) => `costs ${measured.complexity}`,
    limit: 'complexity',
    mend: 'a field is 1, a list multiplies what is below it by its page size or by how many were asked for: ask for fewer fields, smaller pages or fewer requests',
  },
  Depth: { of: ({ depth }) => `is ${depth} fields deep`, limit: 'depth', mend: 'ask in several queries' },
  Breadth: { of: ({ breadth }) => `has ${breadth} fields`, limit: 'breadth', mend: 'ask in several queries' },
} satisfies Record<string, Told>

interface Told {
  readonly of: (measured: Parameters<ComplexityErrorFn>[1]) => string
  readonly limit: 'complexity' | 'depth' | 'breadth'
  readonly mend: string
}

/** Refuses an operation before anything of it is read, with the limit it would break. */
export const tooDear: ComplexityErrorFn = (kind, measured) => {
  const { of, limit, mend }: Told = TOLD[kind]
  return new GraphQLError(
    `the query ${of(measured)}, and the limit (${limit}) is ${LIMITS[limit].toLocaleString('en')}: ${mend}`,
    { extensions: { code: 'too-dear', limit, max: LIMITS[limit], asked: measured[limit] } },
  )
}
