import { createHash } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import type { AnalystView } from '../analyst-view.ts'
import { analystViews } from '../analytics/index.ts'
import { quote } from '../schema/ddl.ts'

/** Makes the views as they are declared, touching only those that changed; drops those that are declared no more. */
export async function publishAnalystViews(
  tx: TransactionSql,
  views: readonly AnalystView[] = analystViews,
): Promise<void> {
  const rows = await tx<{ name: string; checksum: string }[]>`select name, checksum from takt.analyst_view`
  const published = new Map(rows.map((row) => [row.name, row.checksum]))
  for (const view of views) {
    const statements = viewStatements(view)
    const checksum = createHash('sha256').update(statements.join(';')).digest('hex')
    if (published.get(view.name) !== checksum) await publish(tx, view, statements, checksum)
    published.delete(view.name)
  }
  for (const name of published.keys()) {
    await tx.unsafe(`drop view if exists analytics.${quote(name)}`)
    await tx`delete from takt.analyst_view where name = ${name}`
  }
}

async function publish(tx: TransactionSql, view: AnalystView, statements: string[], checksum: string) {
  try {
    await tx.unsafe(`drop view if exists analytics.${quote(view.name)};\n${statements.join(';\n')}`)
  } catch (error) {
    throw new Error(
      `the view analytics.${view.name} could not be made: ${(error as Error).message}. ` +
        'If views of your own stand on it, drop them and make them again after the migration',
      { cause: error },
    )
  }
  await tx`
    insert into takt.analyst_view (name, checksum) values (${view.name}, ${checksum})
    on conflict (name) do update set checksum = excluded.checksum`
}

/** The SQL of a view with its comments. */
export function viewStatements({ name, grain, keys, comment, columns, sql }: AnalystView): string[] {
  const view = `analytics.${quote(name)}`
  const names = Object.keys(columns)
  return [
    `create view ${view} (${names.map(quote).join(', ')}) as\n${sql}`,
    `comment on view ${view} is ${text(`${comment} Grain: ${grain}. Key: ${keys.join(', ')}.`)}`,
    ...names.map((column) => `comment on column ${view}.${quote(column)} is ${text(columns[column] ?? '')}`),
  ]
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`
