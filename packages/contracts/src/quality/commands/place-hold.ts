import { command } from '../../define.ts'
import { HoldReported } from '../facts/hold-reported.ts'
import { HoldPlacement } from '../fields.ts'

export const PlaceHold = command('quality.PlaceHold', {
  summary: 'Asks to put a lot, or an item as a whole, on hold.',
  data: HoldPlacement,
  example: HoldReported.example.data,
})
