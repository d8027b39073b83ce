import { join } from 'node:path'
import { repositoryRoot } from '../paths.ts'

/** A service as the launcher sees it: a program that reads its environment and answers on its health port. */
export interface ServiceSpec {
  readonly name: string
  /** Absolute path of its TypeScript file. */
  readonly entry: string
  readonly env?: Readonly<Record<string, string>>
  /** It answers people's queries: it is given a PORT, and stops before the others. */
  readonly servesGraphql?: boolean
}

const names = ['masterdata', 'inventory', 'production', 'quality', 'orchestration', 'gateway'] as const

/** The services of this repository. */
export const taktServices: readonly ServiceSpec[] = names.map((name) => ({
  name,
  entry: join(repositoryRoot, 'services', name, 'src', 'main.ts'),
  servesGraphql: name === 'gateway',
}))
