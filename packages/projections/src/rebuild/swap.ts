import { quote } from '@takt/read-models'
import type { TransactionSql } from 'postgres'
import type { TablePlan } from '../fold/table-plan.ts'
import type { View } from '../view.ts'
import { dependentViews } from './dependents.ts'
import { plansOf, shadowSchema } from './shadow.ts'

const retiredSchema = ({ shape }: TablePlan): string => `${shape.schema}_retired`

/**
 * Puts the shadow tables in the place of the live ones: whoever reads meanwhile waits for the commit. SQL views that
 * stand on the old tables are moved over, with their comments and grants; the tables' own grants are kept too.
 */
export async function swap(tx: TransactionSql, view: View): Promise<void> {
  const plans = plansOf(view)
  const views = await dependentViews(tx, plans)
  for (const plan of plans) {
    const { schema, name } = plan.shape
    const table = quote(name)
    const grants = await grantsOn(tx, `${schema}.${table}`)
    await tx.unsafe(`create schema if not exists ${retiredSchema(plan)}`)
    await tx.unsafe(`alter table ${schema}.${table} set schema ${retiredSchema(plan)}`)
    await tx.unsafe(`alter table ${shadowSchema(plan)}.${table} set schema ${schema}`)
    for (const { privilege, grantee } of grants)
      await tx.unsafe(`grant ${privilege} on ${schema}.${table} to ${grantee}`)
  }
  for (const { replacement } of views) await tx.unsafe(replacement)
  for (const plan of plans) await tx.unsafe(`drop table ${retiredSchema(plan)}.${quote(plan.shape.name)}`)
}

interface Grant {
  readonly privilege: string
  readonly grantee: string
}

const grantsOn = (tx: TransactionSql, table: string): Promise<Grant[]> => tx<Grant[]>`
  select acl.privilege_type as privilege,
    case acl.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end as grantee
  from pg_class c, aclexplode(c.relacl) acl
  where c.oid = ${table}::regclass and acl.grantee <> c.relowner`
