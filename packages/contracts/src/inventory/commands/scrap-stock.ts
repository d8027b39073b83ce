import { command } from '../../define.ts'
import { ScrapReported } from '../facts/scrap-reported.ts'
import { Scrap } from '../scrap-and-return.ts'

export const ScrapStock = command('inventory.ScrapStock', {
  summary: 'Asks to book goods that are thrown away.',
  data: Scrap,
  example: ScrapReported.example.data,
})
