import { command } from '../../define.ts'
import { ItemPublished } from '../facts/item-published.ts'
import { Item } from '../fields.ts'

export const PublishItem = command('masterdata.PublishItem', {
  summary: "Asks to take an item's data: units, lot control, GTINs and planning values, in full.",
  data: Item,
  example: ItemPublished.example.data,
})
