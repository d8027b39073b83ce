import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The repository this package lies in, absolute, without a trailing slash. */
export const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')

/**
 * Room for what a batch of messages leaves behind before the collector has to copy the rest, in MiB: node's own 16
 * makes a service under load spend a sixth of its time on that.
 */
const YOUNG_GENERATION_MIB = 64

/** What node needs before the name of a TypeScript file; absolute, so that it works from every directory. */
export const nodeArguments = (): string[] => [
  ...youngGeneration,
  '--import',
  pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href,
]

/** What node needs before the name of a bundle: its errors name the files that it was made of. */
export const bundleArguments = (): string[] => [...youngGeneration, '--enable-source-maps']

const youngGeneration = [`--max-semi-space-size=${YOUNG_GENERATION_MIB}`]
