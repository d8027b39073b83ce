import { z } from 'zod'
import { Day, Id } from '../fields.ts'

/** The most attributes of a lot, and the longest name and value of one, in characters. */
export const LOT_ATTRIBUTES = { count: 30, name: 64, value: 250 } as const

/** What else is known of a lot, such as heat, grade or country of origin. Given, it replaces all that was known. */
const LotAttributes = z
  .record(
    z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(LOT_ATTRIBUTES.name, `must have at most ${LOT_ATTRIBUTES.name} characters`)
      .refine((name) => name !== '__proto__', 'must not be "__proto__"'),
    z.string().max(LOT_ATTRIBUTES.value, `must have at most ${LOT_ATTRIBUTES.value} characters`),
  )
  .refine(
    (all) => Object.keys(all).length <= LOT_ATTRIBUTES.count,
    `must have at most ${LOT_ATTRIBUTES.count} attributes`,
  )

/** What is said of a lot; what is left out stays as it is known. Without a lot it is not kept. */
export const LotData = {
  /** The last day the lot may be used. */
  expiresOn: Day.optional(),
  producedOn: Day.optional(),
  /** From this day on it is due for another test; that alone blocks nothing. */
  retestOn: Day.optional(),
  /** Its number at the supplier. */
  supplierLot: Id.optional(),
  attributes: LotAttributes.optional(),
}

export const LotDescription = z.object({ item: Id, lot: Id, ...LotData })
export type LotAbout = Omit<z.output<typeof LotDescription>, 'item' | 'lot'>
