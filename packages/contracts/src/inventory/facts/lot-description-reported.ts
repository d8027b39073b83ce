import { fact } from '../../define.ts'
import { LotDescription } from '../lot.ts'

export const LotDescriptionReported = fact('inventory.LotDescriptionReported', {
  summary: 'What is known of a lot: its dates, its number at the supplier, its attributes.',
  data: LotDescription,
  example: {
    item: 'STEEL',
    lot: 'S-77',
    producedOn: '2026-02-10',
    expiresOn: '2027-02-10',
    retestOn: '2026-08-10',
    supplierLot: 'ACME-4711',
    attributes: { heat: 'H-0815', origin: 'DE' },
  },
})
