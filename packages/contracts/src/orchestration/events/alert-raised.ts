import { event } from '../../define.ts'
import { Instant } from '../../fields.ts'
import { RaiseAlert } from '../commands/raise-alert.ts'
import { Alert } from '../fields.ts'

export const AlertRaised = event('orchestration.AlertRaised', {
  summary: 'A matter needs the attention of people, or what is known about it changed.',
  data: Alert.extend({ raisedAt: Instant }),
  example: { ...RaiseAlert.example.data, raisedAt: '2026-03-02T08:00:00.000Z' },
})
