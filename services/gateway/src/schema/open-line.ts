import { inventory } from '@takt/read-models'
import { builder } from '../builder.ts'
import { Document, document } from './inventory.ts'
import { Quantity } from './quantity.ts'

const { atpLine } = inventory

export const LineKind = builder.enumType('LineKind', { values: atpLine.kind.enumValues })

export const OpenLine = builder.objectRef<typeof atpLine.$inferSelect>('OpenLine').implement({
  description: 'What is open of a line of supply or demand on one of its days.',
  fields: (t) => ({
    kind: t.field({ type: LineKind, resolve: (l) => l.kind }),
    document: t.field({ type: Document, nullable: true, resolve: document }),
    date: t.field({ type: 'Date', resolve: (l) => l.date }),
    quantity: t.field({ type: Quantity, resolve: (l) => ({ amount: l.quantity, unit: l.unit }) }),
    original: t.field({
      type: Quantity,
      description: 'All that was wished or promised for the day.',
      resolve: (l) => ({ amount: l.originalQuantity, unit: l.unit }),
    }),
    confirmed: t.exposeBoolean('confirmed', {
      description: 'Supply: confirmed by the partner. Demand: promised by Takt.',
    }),
    customer: t.exposeID('customer', { nullable: true }),
    position: t.field({ type: 'Position', resolve: (l) => l.position }),
  }),
})
