import type { Outcome } from '@takt/event-sourcing'
import { isRefusal, type Refusal, refusal } from '../envelope/refusal.ts'

/** Why a message is parked; undefined where it was taken. */
export function whyNot(outcome: Outcome | Refusal): Refusal | undefined {
  if (isRefusal(outcome)) return outcome
  switch (outcome.status) {
    case 'accepted':
      return undefined
    case 'rejected':
    case 'missing':
      return refusal(outcome.code, outcome.message)
    case 'conflict':
    case 'failed':
      return refusal(outcome.status, outcome.message)
  }
}
