import { z } from 'zod'
import { Id, Text } from '../fields.ts'

export const Severity = z.enum(['info', 'warning', 'critical'])

const ALERT_ID_LENGTH = 600

/** What the alert is about, such as `reorder-point:STEEL`: built from ids, so longer than one. */
export const AlertId = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(ALERT_ID_LENGTH, `must have at most ${ALERT_ID_LENGTH} characters`)
  .regex(/^\P{Cc}*$/u, 'must not hold control characters')

/** Something a person must look at. One alert stands for one matter: raised again it stays one. */
export const Alert = z.object({
  alert: AlertId,
  /** What sort of matter it is, kebab-case, such as `reorder-point`. */
  kind: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be a kebab-case word, such as reorder-point'),
  severity: Severity,
  sentence: Text,
  item: Id.optional(),
  order: Id.optional(),
})

export const AlertClearance = z.object({ alert: AlertId, reason: Text.optional() })
