import { event } from '../../define.ts'
import { ItemPublished } from '../facts/item-published.ts'
import { KeptItem } from '../fields.ts'

export const ItemChanged = event('masterdata.ItemChanged', {
  summary: 'An item is new or changed; the data are its full state.',
  data: KeptItem,
  example: { ...ItemPublished.example.data, asOf: '2026-03-02T07:00:00.000Z' },
})
