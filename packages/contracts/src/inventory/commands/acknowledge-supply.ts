import { command } from '../../define.ts'
import { SupplyAcknowledgementReported } from '../facts/supply-acknowledgement-reported.ts'
import { Acknowledgement } from '../fields.ts'

export const AcknowledgeSupply = command('inventory.AcknowledgeSupply', {
  summary: "Asks to expect of a line what its supplier confirmed: the supplier's whole answer.",
  data: Acknowledgement,
  example: SupplyAcknowledgementReported.example.data,
})
