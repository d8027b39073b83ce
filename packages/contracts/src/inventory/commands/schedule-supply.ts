import { command } from '../../define.ts'
import { SupplyReported } from '../facts/supply-reported.ts'
import { Supply } from '../fields.ts'

export const ScheduleSupply = command('inventory.ScheduleSupply', {
  summary: "Asks to expect supply: a new line, or a line's full new state.",
  data: Supply,
  example: SupplyReported.example.data,
})
