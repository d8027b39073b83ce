import { DecideUsage } from './commands/decide-usage.ts'
import { PlaceHold } from './commands/place-hold.ts'
import { ReleaseHold } from './commands/release-hold.ts'
import { HoldPlaced } from './events/hold-placed.ts'
import { HoldReleased } from './events/hold-released.ts'
import { UsageDecided } from './events/usage-decided.ts'
import { HoldReleaseReported } from './facts/hold-release-reported.ts'
import { HoldReported } from './facts/hold-reported.ts'
import { UsageDecisionReported } from './facts/usage-decision-reported.ts'

export { DecideUsage } from './commands/decide-usage.ts'
export { PlaceHold } from './commands/place-hold.ts'
export { ReleaseHold } from './commands/release-hold.ts'
export { HoldPlaced } from './events/hold-placed.ts'
export { HoldReleased } from './events/hold-released.ts'
export { UsageDecided } from './events/usage-decided.ts'
export { HoldReleaseReported } from './facts/hold-release-reported.ts'
export { HoldReported } from './facts/hold-reported.ts'
export { UsageDecisionReported } from './facts/usage-decision-reported.ts'

export const qualityContracts = [
  HoldReleaseReported,
  HoldReported,
  UsageDecisionReported,
  DecideUsage,
  PlaceHold,
  ReleaseHold,
  HoldPlaced,
  HoldReleased,
  UsageDecided,
] as const
