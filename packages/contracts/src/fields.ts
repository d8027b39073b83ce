import { z } from 'zod'

/** The longest id a message may carry, in characters: ids become stream names and subject tokens. */
export const ID_LENGTH = 128

/** An id as the outside writes it: any printable characters, without spaces at its ends. */
export const Id = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(ID_LENGTH, `must have at most ${ID_LENGTH} characters`)
  .regex(/^\P{Cc}*$/u, 'must not hold control characters')
  .refine((id) => id !== '__proto__', 'must not be "__proto__"')

/** A calendar day in the plant's own zone, `YYYY-MM-DD`. */
export const Day = z.iso.date('must be a day such as 2026-03-02')

/** A moment with its offset, ISO 8601. */
export const Instant = z.iso.datetime({
  offset: true,
  error: 'must be a moment such as 2026-03-02T08:00:00Z',
})

/** Free text for people. */
export const Text = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(1000, 'must have at most 1000 characters')
