import { command } from '../../define.ts'
import { DemandReported } from '../facts/demand-reported.ts'
import { Demand } from '../fields.ts'

export const ScheduleDemand = command('inventory.ScheduleDemand', {
  summary: "Asks to plan for demand: a new line, or a line's full new state.",
  data: Demand,
  example: DemandReported.example.data,
})
