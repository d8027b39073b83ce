import type { Secrets } from '../secrets.ts'
import { ownerRole } from './data-directory.ts'
import { roleUrl } from './postgres-server.ts'
import { provisionDatabase, readerRole, serviceRole } from './roles.ts'

/** Connection strings to one database, by role. */
export interface DatabaseUrls {
  readonly url: string
  readonly serviceUrl: string
  readonly readerUrl: string
}

export function databaseUrls(port: number, secrets: Secrets, database: string): DatabaseUrls {
  return {
    url: roleUrl(port, ownerRole, secrets.postgresOwner, database),
    serviceUrl: roleUrl(port, serviceRole, secrets.postgresService, database),
    readerUrl: roleUrl(port, readerRole, secrets.postgresReader, database),
  }
}

export async function localDatabase(port: number, secrets: Secrets, database: string): Promise<DatabaseUrls> {
  await provisionDatabase(databaseUrls(port, secrets, 'postgres').url, database)
  return databaseUrls(port, secrets, database)
}

/** A server given by DATABASE_URL is taken as it is; its reader may be named by DATABASE_READER_URL. */
export function externalUrls(url: string, env: Readonly<Record<string, string | undefined>>): DatabaseUrls {
  return { url, serviceUrl: url, readerUrl: env['DATABASE_READER_URL'] || url }
}
