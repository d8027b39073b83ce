import { command } from '../../define.ts'
import { MaterialConsumptionReported } from '../facts/material-consumption-reported.ts'
import { MaterialConsumption } from '../fields.ts'

export const ConsumeMaterial = command('production.ConsumeMaterial', {
  summary: 'Asks to book material to an open work order.',
  data: MaterialConsumption,
  example: MaterialConsumptionReported.example.data,
})
