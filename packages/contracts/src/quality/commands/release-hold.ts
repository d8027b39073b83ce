import { command } from '../../define.ts'
import { HoldReleaseReported } from '../facts/hold-release-reported.ts'
import { HoldRelease } from '../fields.ts'

export const ReleaseHold = command('quality.ReleaseHold', {
  summary: 'Asks to release a hold.',
  data: HoldRelease,
  example: HoldReleaseReported.example.data,
})
