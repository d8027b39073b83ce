import { quote } from '@takt/read-models'
import type { ISql } from 'postgres'
import type { TablePlan } from '../fold/table-plan.ts'
import { arrayLiteral } from '../sql/array-literal.ts'
import { RebuildError } from './rebuild-error.ts'

export interface DependentView {
  /** `schema.view`, for messages. */
  readonly name: string
  /** The statement that makes the view anew, on whatever tables have the names by then. */
  readonly replacement: string
}

/** The SQL views that stand directly on the tables, analysts' own ones included. Throws where one cannot be moved over. */
export async function dependentViews(sql: ISql, plans: readonly TablePlan[]): Promise<DependentView[]> {
  const tables = plans.map(({ shape }) => `${shape.schema}.${quote(shape.name)}`)
  const rows = await sql<
    { name: string; kind: string; owned: boolean; definition: string; options: string | null }[]
  >`
    select distinct on (v.oid) format('%I.%I', n.nspname, v.relname) as name, v.relkind::text as kind,
      pg_has_role(v.relowner, 'member') as owned, pg_get_viewdef(v.oid) as definition,
      array_to_string(v.reloptions, ', ') as options
    from pg_depend d
    join pg_rewrite r on r.oid = d.objid
    join pg_class v on v.oid = r.ev_class
    join pg_namespace n on n.oid = v.relnamespace
    where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
      and d.refobjid = any (${arrayLiteral(tables, 'text')}::text[]::regclass[]) and v.oid <> d.refobjid`
  for (const { name, kind, owned } of rows) {
    if (kind !== 'v')
      throw new RebuildError(
        `${name} is a materialized view on ${tables.join(', ')} and cannot be moved to the rebuilt table: drop it, rebuild, and make it again`,
      )
    if (!owned)
      throw new RebuildError(
        `the view ${name} stands on ${tables.join(', ')} and belongs to another role: drop it and make it again afterwards, or run the rebuild with a DATABASE_URL of its owner`,
      )
  }
  return rows.map(({ name, definition, options }) => ({
    name,
    replacement: `create or replace view ${name}${options ? ` with (${options})` : ''} as ${definition}`,
  }))
}
