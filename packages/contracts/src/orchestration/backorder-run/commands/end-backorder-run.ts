import { z } from 'zod'
import { command } from '../../../define.ts'
import { Id } from '../../../fields.ts'

export const EndBackorderRun = command('orchestration.EndBackorderRun', {
  summary: 'The time is over in which a run should have heard of its items.',
  audience: 'internal',
  data: z.object({ run: Id }),
  example: { run: 'BOP-13' },
})
