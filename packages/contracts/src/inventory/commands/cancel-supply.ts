import { command } from '../../define.ts'
import { SupplyCancellationReported } from '../facts/supply-cancellation-reported.ts'
import { LineCancellation } from '../fields.ts'

export const CancelSupply = command('inventory.CancelSupply', {
  summary: 'Asks to expect nothing more of a line of supply.',
  data: LineCancellation,
  example: SupplyCancellationReported.example.data,
})
