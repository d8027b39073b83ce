import { is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import * as inventory from '../inventory.ts'
import * as masterdata from '../masterdata.ts'
import * as orchestration from '../orchestration.ts'
import * as production from '../production.ts'
import * as quality from '../quality.ts'
import * as takt from '../takt.ts'
import { type TableShape, tableShape } from './table-shape.ts'

const modules = { takt, masterdata, inventory, production, quality, orchestration }

/** The Postgres schemas of the tables, and that of the views for analysts. */
export const publishedSchemas: readonly string[] = [...Object.keys(modules), 'analytics']

/** Every published table, schema by schema. */
export const publishedTables: readonly PgTable[] = Object.values(modules).flatMap((module) =>
  Object.values(module).filter((value): value is PgTable => is(value, PgTable)),
)

export const publishedShapes = (): TableShape[] => publishedTables.map(tableShape)
