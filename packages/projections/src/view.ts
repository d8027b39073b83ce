import type { AnyContract } from '@takt/contracts'
import type { Table } from '@takt/read-models'
import type { Projected } from './projected.ts'
import type { Write } from './write.ts'

/** What one event does to a view's tables. */
export interface Projector {
  readonly contract: AnyContract
  readonly apply: (event: Projected, write: Write) => void
}

/** A read model: its tables, and what each event does to them. A table belongs to one view. */
export interface View {
  /** snake_case, as named on the command line of a rebuild. */
  readonly name: string
  readonly tables: readonly Table[]
  readonly on: readonly Projector[]
}

/**
 * `project(GoodsReceived, (event, write) => …)`. Pure: only the event decides what is written, never a clock or a
 * read. It never refuses; if it throws, that is a bug of ours, and the projection stops where it is.
 */
export function project<C extends AnyContract>(
  contract: C,
  apply: (event: Projected<C>, write: Write) => void,
): Projector {
  return { contract, apply: apply as Projector['apply'] }
}

export function view(definition: View): View {
  if (!/^[a-z][a-z0-9_]*$/.test(definition.name))
    throw new Error(`the view name "${definition.name}" must be snake_case`)
  if (definition.tables.length === 0) throw new Error(`the view ${definition.name} names no table`)
  return definition
}
