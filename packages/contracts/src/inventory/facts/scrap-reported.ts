import { fact } from '../../define.ts'
import { Scrap } from '../scrap-and-return.ts'

export const ScrapReported = fact('inventory.ScrapReported', {
  summary: 'Goods were thrown away.',
  data: Scrap,
  example: {
    item: 'BRACKET',
    location: 'FG-01',
    lot: 'B-2026-10',
    status: 'blocked',
    quantity: { amount: '3', unit: 'EA' },
    reasonCode: 'RUST',
  },
})
