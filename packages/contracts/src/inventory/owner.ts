import { z } from 'zod'
import { Id } from '../fields.ts'

/**
 * Whose stock it is where it is not the plant's own: `consignment`, a supplier's until it is taken over, and
 * `customer`, a customer's that is here to be worked on or kept. Left out, it is the plant's own.
 */
export const Owner = z.object({ kind: z.enum(['consignment', 'customer']), party: Id })
export type Owner = z.output<typeof Owner>

/** As read models and sums write it: `consignment:ACME`, and '' for the plant's own. */
export const ownerKey = (owner: Owner | undefined): string => (owner ? `${owner.kind}:${owner.party}` : '')

export function ownerOf(key: string): Owner | undefined {
  if (key === '') return undefined
  const colon = key.indexOf(':')
  return { kind: key.slice(0, colon) as Owner['kind'], party: key.slice(colon + 1) }
}

/** Own stock and a supplier's consignment can be promised; a customer's own goods cannot. */
export const isPromisable = (key: string): boolean => !key.startsWith('customer:')
