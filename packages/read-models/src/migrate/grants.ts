import type { TransactionSql } from 'postgres'
import { publishedSchemas } from '../schema/published.ts'

/** The role of the gateway and of analysts; made by whoever runs Postgres. */
export const READER_ROLE = 'takt_reader'

/** Lets the reader see every published schema, now and whatever is added to it later. Nothing where there is no such role. */
export async function grantReader(tx: TransactionSql): Promise<void> {
  const known = await tx`select from pg_roles where rolname = ${READER_ROLE}`
  if (known.length === 0) return
  const schemas = publishedSchemas.join(', ')
  await tx.unsafe(`
    grant usage on schema ${schemas} to ${READER_ROLE};
    grant select on all tables in schema ${schemas} to ${READER_ROLE};
    alter default privileges in schema ${schemas} grant select on tables to ${READER_ROLE};
  `)
}
