import { command } from '../../define.ts'
import { UsageDecisionReported } from '../facts/usage-decision-reported.ts'
import { UsageDecision } from '../fields.ts'

export const DecideUsage = command('quality.DecideUsage', {
  summary: 'Asks to record what an inspection decided, whole or in part.',
  data: UsageDecision,
  example: UsageDecisionReported.example.data,
})
