import type { Problem } from '@takt/contracts'
import type { Message } from '@takt/decider'
import type { Outcome } from '@takt/event-sourcing'
import type { Refusal } from '../envelope/refusal.ts'

/** What a service answers on `api.`, as JSON. */
export type WireReply =
  | {
      readonly status: 'accepted'
      readonly duplicate: boolean
      readonly position: string
      readonly stream: string
      readonly revision: number
      readonly events: readonly Message[]
    }
  /** What a question was answered. */
  | { readonly status: 'answered'; readonly data: object }
  | {
      readonly status: 'rejected'
      readonly code: string
      readonly message: string
      readonly details: Readonly<Record<string, unknown>>
    }
  | {
      readonly status: 'invalid'
      readonly code: string
      readonly message: string
      readonly problems: readonly Problem[]
    }
  | { readonly status: 'missing'; readonly code: string; readonly message: string }
  | { readonly status: 'conflict'; readonly message: string }
  /** Nothing was decided: it may be asked again, under the same id. */
  | { readonly status: 'unavailable'; readonly message: string }
  | { readonly status: 'failed'; readonly message: string }

export function wireReply(outcome: Outcome): WireReply {
  switch (outcome.status) {
    case 'accepted': {
      const { status, duplicate, position, stream, revision, events } = outcome
      return { status, duplicate, position, stream, revision, events }
    }
    case 'rejected': {
      const { status, code, message, details } = outcome
      return { status, code, message, details }
    }
    case 'missing':
      return { status: 'missing', code: outcome.code, message: outcome.message }
    case 'conflict':
      return { status: 'conflict', message: outcome.message }
    case 'failed':
      return { status: 'failed', message: outcome.message }
  }
}

export const invalidReply = ({ code, sentence, problems }: Refusal): WireReply => ({
  status: 'invalid',
  code,
  message: sentence,
  problems,
})
