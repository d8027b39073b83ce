import { event } from '../../define.ts'
import { Instant } from '../../fields.ts'
import { ClearAlert } from '../commands/clear-alert.ts'
import { AlertClearance } from '../fields.ts'

export const AlertCleared = event('orchestration.AlertCleared', {
  summary: 'A matter needs no more attention.',
  data: AlertClearance.extend({ clearedAt: Instant }),
  example: { ...ClearAlert.example.data, clearedAt: '2026-03-02T08:00:00.000Z' },
})
