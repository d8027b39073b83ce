import { boolean, integer, jsonb, pgSchema, text } from 'drizzle-orm/pg-core'
import { amount, position } from './columns.ts'
import { commonTables } from './common.ts'

type LatePolicy =
  | { kind: 'drop'; graceDays: number }
  | { kind: 'assume'; days: number; maxLateDays?: number | undefined }

interface AtpScope {
  supply?: { documents?: string[] | undefined; confirmedOnly?: boolean | undefined } | undefined
  demand?: { documents?: string[] | undefined } | undefined
}

export const schema = pgSchema('masterdata')
export const { inbox, reference, parkedMessage } = commonTables(schema)

/** One row for each item. Planning values hold where `plants` says nothing else. */
export const item = schema.table('item', {
  item: text('item').primaryKey(),
  description: text('description').notNull(),
  /** The base unit, of every amount of the item. */
  unit: text('unit').notNull(),
  decimals: integer('decimals').notNull(),
  lotControlled: boolean('lot_controlled').notNull(),
  serialControlled: boolean('serial_controlled').notNull(),
  gtins: text('gtins').array().notNull(),
  conversions: jsonb('conversions')
    .$type<{ unit: string; numerator: number; denominator: number; gtin?: string | undefined }[]>()
    .notNull(),
  reorderPoint: amount('reorder_point'),
  leadTimeDays: integer('lead_time_days'),
  supplier: text('supplier'),
  inspectAtReceipt: boolean('inspect_at_receipt'),
  inspectionDays: integer('inspection_days'),
  /** Other items that do as well, in the order of preference. */
  substitutes: text('substitutes').array(),
  /** What single plants say otherwise. */
  plants: jsonb('plants')
    .$type<
      {
        plant: string
        reorderPoint?: string | undefined
        leadTimeDays?: number | undefined
        supplier?: string | undefined
        inspectAtReceipt?: boolean | undefined
        inspectionDays?: number | undefined
      }[]
    >()
    .notNull(),
  position: position().notNull(),
})

export const plant = schema.table('plant', {
  plant: text('plant').primaryKey(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull(),
  locations: jsonb('locations').$type<{ location: string; sgln?: string | undefined }[]>().notNull(),
  defaultLocation: text('default_location').notNull(),
  latePolicy: jsonb('late_policy').$type<LatePolicy>().notNull(),
  /** Late demand, where another policy holds for it. */
  lateDemandPolicy: jsonb('late_demand_policy').$type<LatePolicy>(),
  /** The difference of a count, in percent of what was known, up to which it needs no approval. */
  countTolerancePercent: amount('count_tolerance_percent'),
  inspectionStockInAtp: boolean('inspection_stock_in_atp').notNull(),
  /** Statuses of stock beside the base ones. */
  stockStatuses: jsonb('stock_statuses')
    .$type<
      {
        status: string
        name?: string | undefined
        atp: boolean
        picking: boolean
        consumption: boolean
      }[]
    >()
    .notNull(),
  /** What counts in ATP; all supply and demand where null. */
  atpScope: jsonb('atp_scope').$type<AtpScope>(),
  position: position().notNull(),
})

export const supplier = schema.table('supplier', {
  supplier: text('supplier').primaryKey(),
  name: text('name').notNull(),
  gln: text('gln'),
  country: text('country'),
  position: position().notNull(),
})

/** One row for each item that is made: what `base_amount` of it needs. */
export const billOfMaterial = schema.table('bill_of_material', {
  item: text('item').primaryKey(),
  baseAmount: amount('base_amount').notNull(),
  baseUnit: text('base_unit').notNull(),
  components: jsonb('components')
    .$type<{ item: string; quantity: { amount: string; unit: string } }[]>()
    .notNull(),
  position: position().notNull(),
})
