import { fact } from '../../define.ts'
import { Acknowledgement } from '../fields.ts'

export const SupplyAcknowledgementReported = fact('inventory.SupplyAcknowledgementReported', {
  summary: 'A supplier said what of a line it delivers, and when; the data are its whole answer.',
  data: Acknowledgement,
  example: {
    item: 'STEEL',
    document: { type: 'purchaseOrder', id: 'PO-4500', line: '10' },
    confirmed: [
      { date: '2026-03-04', quantity: { amount: '300', unit: 'KGM' } },
      { date: '2026-03-11', quantity: { amount: '150', unit: 'KGM' } },
    ],
    reference: 'AB-77120',
  },
})
