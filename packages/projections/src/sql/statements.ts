import { quote } from '@takt/read-models'
import { type Change, SET, SUM } from '../fold/change.ts'
import type { TableFold } from '../fold/table-fold.ts'
import type { PlannedColumn, TablePlan } from '../fold/table-plan.ts'
import { arrayLiteral } from './array-literal.ts'

export interface Statement {
  readonly text: string
  readonly parameters: readonly string[]
  /** `schema.table`, for messages. */
  readonly table: string
}

/** The statements that write a folded batch: one a table, whatever happened to however many of its rows. */
export function statements(folds: Iterable<TableFold>, schemaOf = (plan: TablePlan) => plan.shape.schema) {
  const all: Statement[] = []
  for (const { plan, layers } of folds)
    for (const layer of layers) {
      const changes = [...layer.values()]
      const appendsOnly = changes.every((change) => change.op === 'append')
      const text = statementText(plan, schemaOf(plan), appendsOnly ? 'insert' : 'merge')
      const columns = plan.columns.map(({ type, initial }, place) =>
        arrayLiteral(
          changes.map((change) => valueAt(change, place, initial)),
          type,
        ),
      )
      const parameters = appendsOnly
        ? columns
        : [
            arrayLiteral(
              changes.map((c) => c.op),
              'text',
            ),
            arrayLiteral(changes.map(modeText), 'text'),
            ...columns,
          ]
      all.push({ text, parameters, table: plan.name })
    }
  return all
}

/** A column that `add` leaves alone still needs what a new row has there. */
const valueAt = (change: Change, place: number, initial: unknown): unknown => {
  const value = change.values[place]
  return value === undefined ? initial : value
}

const modeText = ({ modes }: Change): string => modes.join('')

const texts = new WeakMap<TablePlan, Map<string, string>>()

function statementText(plan: TablePlan, schema: string, kind: 'insert' | 'merge'): string {
  const cache = texts.get(plan) ?? new Map<string, string>()
  texts.set(plan, cache)
  const id = `${kind} ${schema}`
  const text = cache.get(id) ?? (kind === 'insert' ? insertText(plan, schema) : mergeText(plan, schema))
  cache.set(id, text)
  return text
}

function insertText(plan: TablePlan, schema: string): string {
  return `insert into ${schema}.${quote(plan.shape.name)} (${names(plan)})
select ${selected(plan)} from unnest(${parameters(plan, 1)}) as s (${names(plan)})
on conflict do nothing`
}

function mergeText(plan: TablePlan, schema: string): string {
  const key = new Set(plan.keyPlaces)
  const updates = plan.columns.flatMap((column, place) => (key.has(place) ? [] : [update(column, place)]))
  return `merge into ${schema}.${quote(plan.shape.name)} t using (
  select s.op_, s.mode_, ${selected(plan)}
  from unnest($1::text[], $2::text[], ${parameters(plan, 3)}) as s (op_, mode_, ${names(plan)})
) s on ${plan.shape.key.map((name) => `t.${quote(name)} = s.${quote(name)}`).join(' and ')}
when matched and s.op_ = 'remove' then delete
when matched and s.op_ <> 'append' then ${updates.length === 0 ? 'do nothing' : `update set\n  ${updates.join(',\n  ')}`}
when not matched and s.op_ in ('put', 'add', 'append') then
  insert (${names(plan)}) values (${plan.columns.map(({ name }) => `s.${quote(name)}`).join(', ')})`
}

function update({ name, sum, type }: PlannedColumn, place: number): string {
  const column = quote(name)
  const total = sum === undefined ? '' : ` when '${SUM}' then ${totals[sum](column, type)}`
  return `${column} = case substr(s.mode_, ${place + 1}, 1) when '${SET}' then s.${column}${total} else t.${column} end`
}

const totals = {
  list: (column: string) => `coalesce(t.${column}, '[]') || s.${column}`,
  number(column: string, type: string) {
    const total = `coalesce(t.${column}, 0) + s.${column}`
    return type.startsWith('numeric') ? `trim_scale(${total})` : total
  },
}

const names = (plan: TablePlan): string => plan.columns.map(({ name }) => quote(name)).join(', ')

/** Postgres has no ragged arrays of arrays: an array column travels as the text of its literal. */
const parameters = (plan: TablePlan, from: number): string =>
  plan.columns.map(({ type }, at) => `$${from + at}::${type.endsWith('[]') ? 'text' : type}[]`).join(', ')

const selected = (plan: TablePlan): string =>
  plan.columns
    .map(({ name, type }) => `s.${quote(name)}${type.endsWith('[]') ? `::${type} as ${quote(name)}` : ''}`)
    .join(', ')
