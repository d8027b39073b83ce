import { fact } from '../../define.ts'
import { HoldRelease } from '../fields.ts'

export const HoldReleaseReported = fact('quality.HoldReleaseReported', {
  summary: 'Quality released a hold.',
  data: HoldRelease,
  example: { hold: 'H-501', reason: 'certificate arrived' },
})
