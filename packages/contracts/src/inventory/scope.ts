import { z } from 'zod'
import { DocumentRef } from './fields.ts'

const DocumentType = DocumentRef.shape.type

const Documents = z
  .array(DocumentType)
  .max(DocumentType.options.length, 'must name each type once')
  .refine((types) => new Set(types).size === types.length, 'must name each type once')

/** A scope of check as a plant sets it. Which statuses of stock count, their own flags say. */
export const AtpScope = z.object({
  supply: z
    .object({
      /** Supply of these documents counts; all where left out. */
      documents: Documents.optional(),
      /** Only supply that its partner confirmed. */
      confirmedOnly: z.boolean().optional(),
    })
    .optional(),
  demand: z
    .object({
      /** Demand of these documents counts; all where left out. */
      documents: Documents.refine(
        (types) => types.includes('salesOrder'),
        'must have salesOrder: what was promised must count, or it would be promised again',
      ).optional(),
    })
    .optional(),
})
