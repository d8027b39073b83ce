import type { Table } from '@takt/read-models'
import { clean } from '../sql/clean.ts'
import type { TableWriter } from '../write.ts'
import { type Change, compose, KEEP, type Mode, SET, SUM } from './change.ts'
import type { PlannedColumn, TablePlan } from './table-plan.ts'

type Fields = Readonly<Record<string, unknown>>
/** A row's key as one string → what happens to the row. */
export type Layer = Map<string, Change>

/**
 * The changes of a batch to one table, at most one a row and layer. There is a second layer only where two changes to a
 * row cannot be told as one; layers are written in order.
 */
export class TableFold implements TableWriter<Table> {
  readonly plan: TablePlan
  readonly layers: Layer[] = []

  constructor(plan: TablePlan) {
    this.plan = plan
  }

  add(key: Fields, sums: Fields, set: Fields = {}): void {
    const change = this.#keyed('add', key)
    this.#fill(change, set, SET)
    this.#fill(change, sums, SUM)
    this.#take(change)
  }

  put(key: Fields, row: Fields): void {
    const { values } = this.#keyed('put', key)
    this.#take(this.#whole('put', row, values))
  }

  patch(key: Fields, set: Fields): void {
    const change = this.#keyed('patch', key)
    this.#fill(change, set, SET)
    this.#take(change)
  }

  append(row: Fields): void {
    this.#take(this.#whole('append', row))
  }

  remove(key: Fields): void {
    this.#take(this.#keyed('remove', key))
  }

  #keyed(op: Change['op'], key: Fields): Change {
    const { columns, keyPlaces, places } = this.plan
    const change: Change = {
      op,
      values: new Array(columns.length),
      modes: new Array<Mode>(columns.length).fill(KEEP),
    }
    for (const property in key) {
      const place = places.get(property)
      if (place === undefined || !keyPlaces.includes(place))
        throw this.#fault(`${property} is not part of its key`)
      change.values[place] = key[property]
      change.modes[place] = SET
    }
    return change
  }

  #whole(op: 'put' | 'append', row: Fields, values: unknown[] = []): Change {
    const { columns, allSet } = this.plan
    for (let place = 0; place < columns.length; place++) {
      const { property, initial } = columns[place] as PlannedColumn
      const value = values[place] ?? row[property]
      values[place] = value === undefined ? initial : value
    }
    return { op, values, modes: allSet }
  }

  #fill(change: Change, fields: Fields, mode: Mode): void {
    const { columns, keyPlaces, places } = this.plan
    for (const property in fields) {
      const value = fields[property]
      if (value === undefined) continue
      const place = places.get(property)
      if (place === undefined) throw this.#fault(`it has no column ${property} that a view can write`)
      if (keyPlaces.includes(place)) throw this.#fault(`${property} is part of its key and does not change`)
      if (mode === SUM && columns[place]?.sum === undefined)
        throw this.#fault(`${property} is neither a number nor a jsonb list to add to`)
      change.values[place] = value
      change.modes[place] = mode
    }
  }

  #take(next: Change): void {
    const id = this.#identity(next)
    const at = this.layers.findLastIndex((layer) => layer.has(id))
    const first = this.layers[at]?.get(id)
    const both = first && compose(first, next, (place) => this.plan.columns[place]?.initial)
    if (both) this.layers[at]?.set(id, both)
    else this.#layer(at + 1).set(id, next)
  }

  #layer(at: number): Layer {
    this.layers[at] ??= new Map()
    return this.layers[at]
  }

  #identity({ values }: Change): string {
    let id = ''
    for (const place of this.plan.keyPlaces) {
      const value = values[place]
      if (value === undefined || value === null)
        throw this.#fault(`its key needs a value for ${this.plan.columns[place]?.property}`)
      id += `${clean(String(value))}\0`
    }
    return id
  }

  #fault(what: string): Error {
    return new Error(`${this.plan.name} cannot be written so: ${what}`)
  }
}
