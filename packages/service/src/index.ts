export {
  aggregate,
  comparePositions,
  missing,
  type RecordedEvent,
  type ReferenceCopy,
} from '@takt/event-sourcing'
export { on, provisional, type QueryGiven, query, reference, refusal, translate } from '@takt/messaging'
export { type Config, ConfigError, readConfig } from './config.ts'
export { defineService, type ServiceDefinition } from './define.ts'
export { type HealthChecks, type HealthServer, type PartHealth, serveHealth } from './health.ts'
export { createLog, type Log } from './log.ts'
export { patiently } from './patiently.ts'
export { runProcess } from './process.ts'
export { run } from './run.ts'
export type { Due, Sweep } from './sweeps.ts'
