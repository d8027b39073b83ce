import { defined, type MessageOf, PostUsageDecision, type UsageDecided } from '@takt/contracts'
import type { Process } from '@takt/decider'

/** What an inspection accepted is free in stock, and what it rejected is blocked. */
export const postUsageDecision: Process<MessageOf<typeof UsageDecided>> = ({ data }) => {
  const { reported, ...decision } = data
  const { accepted, rejected } = reported ?? data
  return [{ message: PostUsageDecision.create(defined({ ...decision, accepted, rejected })) }]
}
