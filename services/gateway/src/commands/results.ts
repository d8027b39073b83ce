import { builder } from '../builder.ts'

/** What a service answers on `api.`; see `@takt/messaging`. */
export type CommandResult = Accepted | Rejected | Invalid | Conflict | Unavailable

export interface Accepted {
  readonly status: 'accepted'
  readonly messageId: string
  readonly duplicate: boolean
  readonly position: string
  readonly stream: string
  readonly revision: string
  readonly events: readonly { readonly type: string; readonly data: unknown }[]
}
export interface Rejected {
  readonly status: 'rejected'
  readonly messageId: string
  readonly code: string
  readonly message: string
  readonly details: unknown
}
export interface Invalid {
  readonly status: 'invalid'
  readonly messageId: string
  readonly code: string
  readonly problems: readonly { readonly path: string; readonly message: string }[]
}
export interface Conflict {
  readonly status: 'conflict'
  readonly messageId: string
  readonly message: string
}
/** Nothing was decided: try again, with the same message id. */
export interface Unavailable {
  readonly status: 'unavailable'
  readonly messageId: string
  readonly message: string
}

const MESSAGE_ID = 'The id under which this command has its one effect; send it again to ask again.'

const RecordedEvent = builder.objectRef<Accepted['events'][number]>('RecordedEvent').implement({
  description: 'An event that the command led to.',
  fields: (t) => ({ type: t.exposeString('type'), data: t.field({ type: 'JSON', resolve: (e) => e.data }) }),
})

const CommandAccepted = builder.objectRef<Accepted>('CommandAccepted').implement({
  description: 'Decided and recorded. No events: it was already so.',
  fields: (t) => ({
    messageId: t.exposeID('messageId', { description: MESSAGE_ID }),
    position: t.field({
      type: 'Position',
      description: 'Hand it to a query as `readAfter` to read what you wrote.',
      resolve: (r) => r.position,
    }),
    stream: t.exposeString('stream'),
    revision: t.exposeString('revision'),
    duplicate: t.exposeBoolean('duplicate', {
      description: 'The same message had been accepted before; this is its first outcome.',
    }),
    events: t.field({ type: [RecordedEvent], resolve: (r) => [...r.events] }),
  }),
})

const CommandRejected = builder.objectRef<Rejected>('CommandRejected').implement({
  description: 'Refused by a rule: a stable code, a sentence and the numbers behind it.',
  fields: (t) => ({
    messageId: t.exposeID('messageId', { description: MESSAGE_ID }),
    code: t.exposeString('code'),
    message: t.exposeString('message'),
    details: t.field({ type: 'JSON', resolve: (r) => r.details }),
  }),
})

const CommandProblem = builder.objectRef<Invalid['problems'][number]>('CommandProblem').implement({
  fields: (t) => ({ path: t.exposeString('path'), message: t.exposeString('message') }),
})

const CommandInvalid = builder.objectRef<Invalid>('CommandInvalid').implement({
  description: 'Not what the contract asks for: each fault with its path.',
  fields: (t) => ({
    messageId: t.exposeID('messageId', { description: MESSAGE_ID }),
    code: t.exposeString('code'),
    problems: t.field({ type: [CommandProblem], resolve: (r) => [...r.problems] }),
  }),
})

const CommandConflict = builder.objectRef<Conflict>('CommandConflict').implement({
  description: 'The message id was used before with other content. The first effect stands.',
  fields: (t) => ({
    messageId: t.exposeID('messageId', { description: MESSAGE_ID }),
    message: t.exposeString('message'),
  }),
})

const CommandUnavailable = builder.objectRef<Unavailable>('CommandUnavailable').implement({
  description: 'No answer in time. Send it again with the same message id: it has one effect at most.',
  fields: (t) => ({
    messageId: t.exposeID('messageId', { description: MESSAGE_ID }),
    message: t.exposeString('message'),
  }),
})

const TYPES = {
  accepted: CommandAccepted,
  rejected: CommandRejected,
  invalid: CommandInvalid,
  conflict: CommandConflict,
  unavailable: CommandUnavailable,
} as const

export const CommandResultType = builder.unionType('CommandResult', {
  types: Object.values(TYPES),
  resolveType: (result) => TYPES[result.status],
})
