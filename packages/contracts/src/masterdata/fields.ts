import { z } from 'zod'
import { Id, Instant, Text } from '../fields.ts'
import { AtpScope } from '../inventory/scope.ts'
import { BASE_STATUSES } from '../inventory/stock-status.ts'
import { NotNegativeAmount, PositiveQuantity, UnitCode } from '../quantity.ts'

const Days = z.int().min(0, 'must not be below zero').max(3650, 'must be at most 3650 days')
const Factor = z.int().positive('must be a whole number above zero').max(Number.MAX_SAFE_INTEGER)

/** When the source said it: what an older message, arriving later, must not undo. */
export const AsOf = z.object({ asOf: Instant })

/** GTIN-8, -12, -13 or -14; read as GTIN-14 with leading zeros. Check digits are not judged: scanners do that. */
const Gtin = z
  .string()
  .regex(/^(\d{8}|\d{12,14})$/, 'must be a GTIN of 8, 12, 13 or 14 digits')
  .transform((digits) => digits.padStart(14, '0'))

/** 1 `unit` is exactly `numerator / denominator` base units. */
export const UnitConversion = z.object({
  unit: UnitCode,
  numerator: Factor,
  denominator: Factor,
  /** Of this packing: what is scanned with it counts in this unit. */
  gtin: Gtin.optional(),
})
export type UnitConversion = z.output<typeof UnitConversion>

/** What planning needs to know of an item; a plant may say otherwise than the item. */
const Planning = z.object({
  /** In base units. At or below it the item must be replenished. */
  reorderPoint: NotNegativeAmount.optional(),
  /** From an order to its receipt, in calendar days. */
  leadTimeDays: Days.optional(),
  supplier: Id.optional(),
  /** Receipts without a status go to inspection. */
  inspectAtReceipt: z.boolean().optional(),
  /** How long stock in inspection usually waits for its release, in calendar days; 0 where left out. */
  inspectionDays: Days.optional(),
})

const ItemFields = Planning.extend({
  item: Id,
  description: Text,
  /** The base unit: every quantity of the item is kept in it. */
  unit: UnitCode,
  /** Digits after the point kept in the base unit; 0 for EA and 3 for any other unit where left out. */
  decimals: z.int().min(0).max(12).optional(),
  conversions: z.array(UnitConversion).max(100, 'must have at most 100 units').optional(),
  lotControlled: z.boolean().optional(),
  /** Each base unit of it is known by a serial number. */
  serialControlled: z.boolean().optional(),
  gtins: z.array(Gtin).max(100, 'must have at most 100 GTINs').optional(),
  /** Other items that do as well, in the order of preference, one for one in the same base unit. */
  substitutes: z.array(Id).max(20, 'must have at most 20 substitutes').optional(),
  plants: z
    .array(Planning.extend({ plant: Id }))
    .max(1000, 'must have at most 1000 plants')
    .optional(),
})

export const Item = ItemFields.superRefine((item, context) => {
  const units = [item.unit, ...(item.conversions ?? []).map((c) => c.unit)]
  units.forEach((unit, i) => {
    if (units.indexOf(unit) < i)
      context.addIssue({
        code: 'custom',
        path: ['conversions', i - 1, 'unit'],
        message: `${unit} is there already`,
      })
  })
}).transform(({ decimals, conversions = [], lotControlled = false, gtins = [], plants = [], ...rest }) => ({
  ...rest,
  decimals: decimals ?? (rest.unit === 'EA' ? 0 : 3),
  conversions,
  lotControlled,
  gtins,
  plants,
}))
export type Item = z.output<typeof Item>

/** An item as Takt keeps it: nothing is left to a default. */
export const KeptItem = ItemFields.required({
  decimals: true,
  conversions: true,
  lotControlled: true,
  gtins: true,
  plants: true,
}).extend(AsOf.shape)
export type KeptItem = z.output<typeof KeptItem>

/** Every GTIN by which an item is scanned: its own, and those of its packings. */
export const gtinsOf = (item: Pick<KeptItem, 'gtins' | 'conversions'>): string[] => [
  ...item.gtins,
  ...item.conversions.flatMap(({ gtin }) => gtin ?? []),
]

/**
 * What supply and demand that is late counts as: today until a grace is over and not at all after it, or assumed today
 * + n days, unless it is later than `maxLateDays`.
 */
export const LatePolicy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drop'), graceDays: Days }),
  z.object({ kind: z.literal('assume'), days: Days, maxLateDays: Days.optional() }),
])
export type LatePolicy = z.output<typeof LatePolicy>

const TimeZone = z
  .string()
  .refine(isTimeZone, 'must be a time zone of the IANA database, such as Europe/Berlin')

/** A status of stock beside the base ones, and what stock in it is good for. */
const OwnStatus = z.object({
  status: Id.refine(
    (status) => !BASE_STATUSES.some((base) => base === status),
    `must not be one of ${BASE_STATUSES.join(', ')}: every plant has those`,
  ),
  name: Text.optional(),
  /** It can be promised. */
  atp: z.boolean(),
  /** It can be reserved and picked. */
  picking: z.boolean(),
  /** A request may issue it. */
  consumption: z.boolean(),
})

const OwnStatuses = z
  .array(OwnStatus)
  .max(50, 'must have at most 50 statuses')
  .refine((all) => new Set(all.map((s) => s.status)).size === all.length, 'must name each status once')

export const Plant = z.object({
  plant: Id,
  name: Text,
  timeZone: TimeZone,
  locations: z
    .array(z.object({ location: Id, sgln: Id.optional() }))
    .max(10_000, 'must have at most 10000 locations')
    .optional(),
  /** Where stock is booked when a message names no location. */
  defaultLocation: Id,
  latePolicy: LatePolicy,
  /** Late demand, where another policy holds for it. */
  lateDemandPolicy: LatePolicy.optional(),
  /** Whether stock in inspection counts in ATP from its expected release on. */
  inspectionStockInAtp: z.boolean(),
  /** A count that differs by at most so many percent of what was known is approved by itself; 0 where left out. */
  countTolerancePercent: NotNegativeAmount.optional(),
  /** Statuses of stock beside unrestricted (good for all), inInspection and blocked (good for none). */
  stockStatuses: OwnStatuses.optional(),
  /** Whether a soft reservation may stand without an expiry, as a hard one may; no where left out. */
  softReservationsWithoutExpiry: z.boolean().optional(),
  /** What counts in ATP and in every promise; all supply and demand where left out. */
  atpScope: AtpScope.optional(),
})
export type Plant = z.output<typeof Plant>

export const Supplier = z.object({
  supplier: Id,
  name: Text,
  gln: z
    .string()
    .regex(/^\d{13}$/, 'must be a GLN of 13 digits')
    .optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code of two letters, such as DE')
    .optional(),
})

export const BillOfMaterial = z.object({
  item: Id,
  /** What the components' quantities make. */
  baseQuantity: PositiveQuantity,
  components: z
    .array(z.object({ item: Id, quantity: PositiveQuantity }))
    .max(1000, 'must have at most 1000 components'),
})

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
