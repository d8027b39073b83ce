import { type DataOf, ItemChanged, type ItemPublished, type PublishItem } from '@takt/contracts'
import { reject } from '@takt/decider'
import { mirror } from './mirror.ts'

type Published = (typeof ItemPublished | typeof PublishItem)['name']

/** An item keeps its base unit: every quantity ever recorded of it is in it. */
export const Item = mirror<typeof ItemChanged.name, DataOf<typeof ItemPublished>, Published>(
  ItemChanged,
  (before, after) =>
    before.unit === after.unit
      ? undefined
      : reject(
          'base-unit-changed',
          `${after.item} is kept in ${before.unit}, not ${after.unit}, and all its stock is recorded in it: add ${after.unit} as a conversion, or publish another item.`,
          { item: after.item, unit: before.unit, published: after.unit },
        ),
)
