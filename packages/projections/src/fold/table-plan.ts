import { type Table, type TableShape, tableShape } from '@takt/read-models'
import { type Mode, SET } from './change.ts'

export interface PlannedColumn {
  readonly property: string
  readonly name: string
  readonly type: string
  /** What a new row has where nothing else was said. */
  readonly initial: unknown
  /** How `add` adds to it: as a number, as a list, or not at all. */
  readonly sum: 'number' | 'list' | undefined
}

/** What the fold needs to know of a table: the columns it writes, by place, and which of them make the key. */
export interface TablePlan {
  /** `schema.table`, for messages. */
  readonly name: string
  readonly shape: TableShape
  readonly columns: readonly PlannedColumn[]
  readonly places: ReadonlyMap<string, number>
  readonly keyPlaces: readonly number[]
  /** The modes of a change that says every column: one for all of them, as they never change. */
  readonly allSet: Mode[]
}

const plans = new WeakMap<Table, TablePlan>()

export function tablePlan(table: Table): TablePlan {
  let plan = plans.get(table)
  if (plan === undefined) {
    plan = makePlan(tableShape(table))
    plans.set(table, plan)
  }
  return plan
}

function makePlan(shape: TableShape): TablePlan {
  const columns = shape.columns
    .filter((column) => column.generated === undefined)
    .map(({ property, name, type, default: initial }) => ({
      property,
      name,
      type,
      initial: initial ?? null,
      sum: sumOf(type),
    }))
  return {
    name: `${shape.schema}.${shape.name}`,
    shape,
    columns,
    places: new Map(columns.map((column, place) => [column.property, place])),
    allSet: columns.map(() => SET),
    keyPlaces: shape.key.map((name) => columns.findIndex((column) => column.name === name)),
  }
}

function sumOf(type: string): PlannedColumn['sum'] {
  if (type === 'jsonb') return 'list'
  return /^(numeric|integer|bigint|smallint)/.test(type) && !type.endsWith('[]') ? 'number' : undefined
}
