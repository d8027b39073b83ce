import { fact } from '../../define.ts'
import { PlantTransfer } from '../plant-transfer.ts'

export const TransferShipmentReported = fact('inventory.TransferShipmentReported', {
  summary: 'Goods left for another plant.',
  data: PlantTransfer,
  example: {
    item: 'BRACKET',
    transfer: 'TO-77',
    line: '10',
    toPlant: 'P2',
    location: 'FG-01',
    lot: 'B-2026-10',
    quantity: { amount: '40', unit: 'EA' },
    expectedOn: '2026-03-05',
  },
})
