import { z } from 'zod'
import { event } from '../../define.ts'
import { Id } from '../../fields.ts'
import { UnitCode } from '../../quantity.ts'
import { LotDescriptionReported } from '../facts/lot-description-reported.ts'
import { ReportedAt } from '../fields.ts'
import { LotData } from '../lot.ts'

export const LotDescribed = event('inventory.LotDescribed', {
  summary: 'What is known of a lot changed: only what did is in it.',
  data: z.object({ item: Id, lot: Id, unit: UnitCode, ...LotData, ...ReportedAt.shape }),
  example: {
    ...LotDescriptionReported.example.data,
    unit: 'KGM',
    reportedAt: '2026-03-02T09:00:00Z',
  },
})
