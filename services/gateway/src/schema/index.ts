import '../scalars.ts'
import './allocations.ts'
import './atp.ts'
import './backorder-runs.ts'
import './backorders.ts'
import './capable.ts'
import './goods-in-transit.ts'
import './explain.ts'
import './inventory.ts'
import './inventory-as-of.ts'
import './lots.ts'
import './masterdata.ts'
import './orchestration.ts'
import './order-lines.ts'
import './order-promise.ts'
import './parked.ts'
import './parked-mutations.ts'
import './production.ts'
import './quality.ts'
import './serials.ts'
import './stock-as-happened.ts'
import './stock-counts.ts'
import './subscriptions.ts'
import './trace.ts'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { builder } from '../builder.ts'
import { addMutations } from '../commands/mutations.ts'

addMutations()

export const schema = builder.toSchema()

/** The schema as committed in `schema.graphql`. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`
