import { command } from '../../define.ts'
import { DemandCancellationReported } from '../facts/demand-cancellation-reported.ts'
import { LineCancellation } from '../fields.ts'

export const CancelDemand = command('inventory.CancelDemand', {
  summary: 'Asks to end a line of demand, also a promised one.',
  data: LineCancellation,
  example: DemandCancellationReported.example.data,
})
