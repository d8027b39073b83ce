import { z } from 'zod'
import { Id, Text } from '../fields.ts'

export const Severity = z.enum(['info', 'warning', 'critical'])

/** Something a person must look at. One alert stands for one matter: raised again it stays one. */
export const Alert = z.object({
  alert: Id,
  /** What sort of matter it is, kebab-case, such as `reorder-point`. */
  kind: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be a kebab-case word, such as reorder-point'),
  severity: Severity,
  sentence: Text,
  item: Id.optional(),
  order: Id.optional(),
})

export const AlertClearance = z.object({ alert: Id, reason: Text.optional() })
