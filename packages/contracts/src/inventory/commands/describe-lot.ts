import { command } from '../../define.ts'
import { LotDescriptionReported } from '../facts/lot-description-reported.ts'
import { LotDescription } from '../lot.ts'

export const DescribeLot = command('inventory.DescribeLot', {
  summary: 'Asks to note or correct what is known of a lot; what is left out stays as it is.',
  data: LotDescription,
  example: LotDescriptionReported.example.data,
})
