import postgres from 'postgres'
import type { Secrets } from '../secrets.ts'
import { scramVerifier } from './scram.ts'

export const serviceRole = 'takt_service'
export const readerRole = 'takt_reader'

const readerStatementTimeoutMs = 30_000
const readerIdleTransactionTimeoutMs = 60_000
const readerConnectionLimit = 80

/** The roles of DESIGN.md: services write, the gateway and analysts only read. Repeatable; renewed on every start. */
export async function provisionRoles(ownerUrl: string, secrets: Secrets): Promise<void> {
  await withOwner(ownerUrl, async (sql) => {
    await sql.unsafe(`
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${serviceRole}') THEN CREATE ROLE ${serviceRole}; END IF;
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${readerRole}') THEN CREATE ROLE ${readerRole}; END IF;
      END $$;
      ALTER ROLE ${serviceRole} LOGIN PASSWORD '${scramVerifier(secrets.postgresService)}';
      ALTER ROLE ${readerRole} LOGIN CONNECTION LIMIT ${readerConnectionLimit}
        PASSWORD '${scramVerifier(secrets.postgresReader)}';
      ALTER ROLE ${readerRole} SET default_transaction_read_only = on;
      ALTER ROLE ${readerRole} SET statement_timeout = ${readerStatementTimeoutMs};
      ALTER ROLE ${readerRole} SET idle_in_transaction_session_timeout = ${readerIdleTransactionTimeoutMs};
    `)
  })
}

/** Creates the database when it is missing and gives each role its rights in it, now and for what services add later. */
export async function provisionDatabase(ownerUrl: string, database: string): Promise<void> {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(database)) {
    throw new Error(
      `"${database}" is no database name: use lower-case letters, digits and _, at most 63 of them`,
    )
  }
  await withOwner(ownerUrl, async (sql) => {
    const known = await sql`SELECT FROM pg_database WHERE datname = ${database}`
    if (known.length === 0) await sql.unsafe(`CREATE DATABASE ${database}`)
  })
  await withOwner(inDatabase(ownerUrl, database), async (sql) => {
    await sql.unsafe(`
      REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
      GRANT CONNECT, CREATE, TEMPORARY ON DATABASE ${database} TO ${serviceRole};
      GRANT CONNECT ON DATABASE ${database} TO ${readerRole};
      GRANT USAGE, CREATE ON SCHEMA public TO ${serviceRole};
      GRANT USAGE ON SCHEMA public TO ${readerRole};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${serviceRole} GRANT USAGE ON SCHEMAS TO ${readerRole};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${serviceRole} GRANT SELECT ON TABLES TO ${readerRole};
    `)
  })
}

function inDatabase(url: string, database: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}

async function withOwner(url: string, work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
