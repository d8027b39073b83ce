import { builder } from '../builder.ts'

export interface QuantityValue {
  readonly amount: string
  readonly unit: string
}

export const Quantity = builder.objectRef<QuantityValue>('Quantity').implement({
  description: 'An exact amount with its unit (UN/ECE Recommendation 20 code).',
  fields: (t) => ({
    amount: t.field({ type: 'Decimal', resolve: (q) => q.amount }),
    unit: t.exposeString('unit'),
  }),
})

/** A quantity of a row; null where the row has no amount or no unit yet. */
export const quantity = (amount: string | null, unit: string | null): QuantityValue | null =>
  amount === null || unit === null ? null : { amount, unit }
