import { event } from '../../define.ts'
import { RaiseAlert } from '../commands/raise-alert.ts'
import { Alert } from '../fields.ts'

export const AlertRaised = event('orchestration.AlertRaised', {
  summary: 'A matter needs the attention of people, or what is known about it changed.',
  data: Alert,
  example: RaiseAlert.example.data,
})
