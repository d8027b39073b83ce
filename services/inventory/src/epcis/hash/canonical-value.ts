import { canonicalLink } from '../gs1/canonical-link.ts'
import { parseInstant } from '../instant.ts'
import { expand, type Namespaces } from '../namespaces.ts'
import { fullTerm, type Vocabulary } from '../vocabulary/term.ts'

/** A value as it stands in the pre-hash string. */
export type Scalar = (value: unknown, namespaces: Namespaces) => string

/** Trimmed, compact URIs in full, numbers without needless zeros, GS1 keys as canonical Digital Links. */
export const text: Scalar = (value, namespaces) => canonical(expand(String(value).trim(), namespaces))

/** In UTC, to the millisecond. */
export const moment: Scalar = (value) => parseInstant(value) ?? String(value)

export const verbatim: Scalar = (value) => String(value).trim()

/** A word of a vocabulary as its web URI. */
export const word =
  (vocabulary: Vocabulary): Scalar =>
  (value, namespaces) =>
    fullTerm(String(value).trim(), vocabulary, namespaces)

/** The digits that a double holds in any case: longer numbers stay as they are written. */
const SAFE_DIGITS = 15

function canonical(content: string): string {
  if (content.length <= SAFE_DIGITS && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(content))
    return String(Number(content))
  return canonicalLink(content) ?? content
}
