import { command } from '../../define.ts'
import { MovementReversalReported } from '../facts/movement-reversal-reported.ts'
import { Reversal } from '../fields.ts'

export const ReverseMovement = command('inventory.ReverseMovement', {
  summary: 'Asks to undo a movement by a new one: stock, lines and reservations are as if it never was.',
  data: Reversal,
  example: MovementReversalReported.example.data,
})
