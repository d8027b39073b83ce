import { EndBackorderRun } from './commands/end-backorder-run.ts'
import { RecordRunAnswer } from './commands/record-run-answer.ts'
import { RecordRunItems } from './commands/record-run-items.ts'
import { RunBackorders } from './commands/run-backorders.ts'
import { BackorderRunAnswered } from './events/backorder-run-answered.ts'
import { BackorderRunEnded } from './events/backorder-run-ended.ts'
import { BackorderRunRequested } from './events/backorder-run-requested.ts'
import { BackorderRunStarted } from './events/backorder-run-started.ts'

export { EndBackorderRun } from './commands/end-backorder-run.ts'
export { RecordRunAnswer } from './commands/record-run-answer.ts'
export { RecordRunItems } from './commands/record-run-items.ts'
export { RunBackorders } from './commands/run-backorders.ts'
export { BackorderRunAnswered } from './events/backorder-run-answered.ts'
export { BackorderRunEnded } from './events/backorder-run-ended.ts'
export { BackorderRunRequested } from './events/backorder-run-requested.ts'
export { BackorderRunStarted } from './events/backorder-run-started.ts'

export const backorderRunContracts = [
  RunBackorders,
  RecordRunItems,
  RecordRunAnswer,
  EndBackorderRun,
  BackorderRunRequested,
  BackorderRunStarted,
  BackorderRunAnswered,
  BackorderRunEnded,
] as const
