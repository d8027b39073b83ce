import type { Problem } from '@takt/contracts'

/** Why a message cannot be taken: a stable code, one sentence for a person, and the faults by path. */
export interface Refusal {
  readonly refused: true
  readonly code: string
  readonly sentence: string
  readonly problems: readonly Problem[]
}

/**
 * Codes given by messaging itself: `no-message-id`, `not-json`, `too-large`, `invalid-envelope`, `unknown-message`,
 * `unknown-version`, `retired`, `invalid`, `conflict`, `failed`, `not-sent`. Translations and deciders add theirs.
 */
export const refusal = (code: string, sentence: string, problems: readonly Problem[] = []): Refusal => ({
  refused: true,
  code,
  sentence,
  problems,
})

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && (value as { refused?: unknown }).refused === true
