import { event } from '../../define.ts'
import { ClearAlert } from '../commands/clear-alert.ts'
import { AlertClearance } from '../fields.ts'

export const AlertCleared = event('orchestration.AlertCleared', {
  summary: 'A matter needs no more attention.',
  data: AlertClearance,
  example: ClearAlert.example.data,
})
