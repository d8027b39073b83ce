import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../paths.ts'
import type { Endpoints } from '../platform/endpoints.ts'

/** Where the running Takt is: the file that `TAKT_ENDPOINTS` names, else that of `npm start`. */
export function runningEndpoints(env: NodeJS.ProcessEnv): Endpoints {
  const path = env['TAKT_ENDPOINTS'] ?? join(repositoryRoot, '.takt', 'endpoints.json')
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Endpoints
  } catch {
    throw new Error(
      `${path} is not there: start Takt with \`npm start\`, or name its endpoints file in TAKT_ENDPOINTS`,
    )
  }
}
