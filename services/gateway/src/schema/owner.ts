import { type Owner, ownerOf } from '@takt/contracts'
import { builder } from '../builder.ts'

export const StockOwner = builder.objectRef<Owner>('StockOwner').implement({
  description:
    "Whose stock it is where it is not the plant's own: a supplier's consignment, or a customer's.",
  fields: (t) => ({
    kind: t.exposeString('kind', { description: '`consignment` or `customer`.' }),
    party: t.exposeID('party'),
  }),
})

/** The owner of a row of stock; null where it is the plant's own. */
export const owner = (row: { readonly owner: string }): Owner | null => ownerOf(row.owner) ?? null
