import { fact } from '../../define.ts'
import { UsageDecision } from '../fields.ts'

export const UsageDecisionReported = fact('quality.UsageDecisionReported', {
  summary: 'An inspection decided how much may be used and how much may not, whole or in part.',
  data: UsageDecision,
  example: {
    inspection: 'I-301',
    item: 'BRACKET',
    lot: 'B-2026-10',
    location: 'FG-01',
    accepted: { amount: '38', unit: 'EA' },
    rejected: { amount: '2', unit: 'EA' },
  },
})
