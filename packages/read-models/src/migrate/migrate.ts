import type { Sql, TransactionSql } from 'postgres'
import { transaction } from '../transaction.ts'
import { publishAnalystViews } from './analyst-views.ts'
import { grantReader } from './grants.ts'
import { type Migration, migrationFiles } from './migration-files.ts'

/** One lock for every process that migrates this database; any number that nothing else locks on. */
const MIGRATION_LOCK = 7_246_001

/** A migration that was applied is not the one that is here now. */
export class EditedMigrationError extends Error {
  override readonly name = 'EditedMigrationError'
}

/**
 * Brings the database to the tables of this version: migrations that are missing, the views for analysts, the
 * reader's grants; all of it in one transaction, by one process at a time. Safe to call at every start.
 */
export async function migrate(sql: Sql, migrations: readonly Migration[] = migrationFiles()): Promise<void> {
  await transaction(sql, async (tx) => {
    await tx`set local client_min_messages = warning`
    await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK})`
    const applied = await appliedMigrations(tx)
    for (const migration of migrations) {
      const checksum = applied.get(migration.number)
      if (checksum === undefined) await apply(tx, migration)
      else if (checksum !== migration.checksum) throw edited(migration)
    }
    await publishAnalystViews(tx)
    await grantReader(tx)
  })
}

async function appliedMigrations(tx: TransactionSql): Promise<Map<number, string>> {
  const [found] = await tx`select to_regclass('takt.migration') is not null as there`
  if (!found?.['there']) return new Map()
  const rows = await tx<{ number: number; checksum: string }[]>`select number, checksum from takt.migration`
  return new Map(rows.map((row) => [row.number, row.checksum]))
}

async function apply(tx: TransactionSql, { number, name, sql, checksum }: Migration): Promise<void> {
  try {
    await tx.unsafe(sql)
  } catch (error) {
    throw new Error(`migration ${name} failed, nothing was changed: ${(error as Error).message}`, {
      cause: error,
    })
  }
  await tx`
    insert into takt.migration (number, name, checksum, applied_at)
    values (${number}, ${name}, ${checksum}, now())`
}

const edited = ({ name }: Migration) =>
  new EditedMigrationError(
    `migration ${name} was edited after it was applied to this database. Put its file back as it was and write the ` +
      'change as a further migration. On a laptop without data to keep, start empty: npm start -- --fresh',
  )
