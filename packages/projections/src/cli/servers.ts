import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface ServerUrls {
  readonly databaseUrl: string
  readonly eventStoreUrl: string
}

const ENDPOINTS = fileURLToPath(new URL('../../../../.takt/endpoints.json', import.meta.url))

/** Where the servers are: DATABASE_URL and EVENTSTORE_URL, else those of the `npm start` that runs. */
export function serverUrls(
  env: Readonly<Record<string, string | undefined>>,
  endpoints = ENDPOINTS,
): ServerUrls {
  const running = existsSync(endpoints)
    ? (JSON.parse(readFileSync(endpoints, 'utf8')) as { postgres?: string; eventStore?: string })
    : {}
  const databaseUrl = env['DATABASE_URL'] || running.postgres
  const eventStoreUrl = env['EVENTSTORE_URL'] || running.eventStore
  if (!databaseUrl || !eventStoreUrl)
    throw new Error(
      `which servers? Set DATABASE_URL and EVENTSTORE_URL, or start Takt (npm start), which writes ${endpoints}`,
    )
  return { databaseUrl, eventStoreUrl }
}
