import { createTable, quote, transaction } from '@takt/read-models'
import type { Sql } from 'postgres'
import { type TablePlan, tablePlan } from '../fold/table-plan.ts'
import type { View } from '../view.ts'
import { fingerprint } from './fingerprint.ts'

/** Where a table is filled before it takes the place of the live one: same name, so that its indexes keep theirs. */
export const shadowSchema = ({ shape }: TablePlan): string => `${shape.schema}_rebuild`

export const plansOf = (view: View): TablePlan[] => view.tables.map(tablePlan)

export interface ShadowState {
  /** How far the shadow is; '0' before the first event. */
  readonly position: string
  readonly events: number
  /** Whether an earlier rebuild is gone on with. */
  readonly resumed: boolean
}

/** Finds the shadow tables of a rebuild that was broken off, or makes new ones. */
export async function openShadow(sql: Sql, view: View, restart: boolean): Promise<ShadowState> {
  const print = fingerprint(view)
  return transaction(sql, async (tx) => {
    const [row] = await tx<{ position: string; events: string; fingerprint: string }[]>`
      select position::text, events::text, fingerprint from takt.rebuild where view = ${view.name}`
    if (row && row.fingerprint === print && !restart)
      return { position: row.position, events: Number(row.events), resumed: true }
    for (const plan of plansOf(view)) {
      const schema = shadowSchema(plan)
      await tx.unsafe(`create schema if not exists ${schema}`)
      await tx.unsafe(`drop table if exists ${schema}.${quote(plan.shape.name)}`)
      await tx.unsafe(createTable(plan.shape, schema).join(';\n'))
    }
    await tx`
      insert into takt.rebuild (view, position, fingerprint, events, started_at)
      values (${view.name}, 0, ${print}, 0, now())
      on conflict (view) do update
        set position = 0, fingerprint = excluded.fingerprint, events = 0, started_at = excluded.started_at`
    return { position: '0', events: 0, resumed: false }
  })
}

/** The planner should know the new tables before readers meet them. */
export async function analyzeShadow(sql: Sql, view: View): Promise<void> {
  for (const plan of plansOf(view))
    await sql.unsafe(`analyze ${shadowSchema(plan)}.${quote(plan.shape.name)}`)
}
