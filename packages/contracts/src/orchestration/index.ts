import { backorderRunContracts } from './backorder-run/index.ts'
import { ClearAlert } from './commands/clear-alert.ts'
import { RaiseAlert } from './commands/raise-alert.ts'
import { AlertCleared } from './events/alert-cleared.ts'
import { AlertRaised } from './events/alert-raised.ts'
import { orderPromiseContracts } from './order-promise/index.ts'
import { ReplenishmentRequested } from './signals/replenishment-requested.ts'

export * from './backorder-run/index.ts'
export { ClearAlert } from './commands/clear-alert.ts'
export { RaiseAlert } from './commands/raise-alert.ts'
export { AlertCleared } from './events/alert-cleared.ts'
export { AlertRaised } from './events/alert-raised.ts'
export * from './order-promise/index.ts'
export { ReplenishmentRequested } from './signals/replenishment-requested.ts'

export const orchestrationContracts = [
  ClearAlert,
  RaiseAlert,
  AlertCleared,
  AlertRaised,
  ...orderPromiseContracts,
  ...backorderRunContracts,
  ReplenishmentRequested,
] as const
