import { deepStrictEqual, fail } from 'node:assert'
import type { Decider, Given, Message } from './decider.ts'
import { isRejection } from './reject.ts'

const GIVEN = {
  messageId: 'msg-1',
  plant: 'P1',
  source: 'spec',
  now: '2026-03-02T08:00:00.000Z',
  occurredAt: '2026-03-02T08:00:00.000Z',
} as const

/** Overrides of what a decision is given; `reference` is required where the decider needs one. */
export type SpecGiven<Reference> = Partial<Given<Reference>>

/**
 * Specs that read as sentences: `spec(StockItem, { reference }).given(...events).when(command).then(...events)`.
 * Nothing is mocked: the decider's own functions run. Works with every test runner (it throws AssertionErrors).
 * Each given event is of a message of its own: `given-1`, `given-2` and so on.
 */
export function spec<State, Command extends Message, Event extends Message, Reference>(
  decider: Decider<State, Command, Event, Reference>,
  defaults: SpecGiven<Reference> = {},
) {
  return {
    given(...events: readonly Event[]) {
      return {
        when(command: Command, overrides: SpecGiven<Reference> = {}) {
          const given = { ...GIVEN, reference: undefined, ...defaults, ...overrides } as Given<Reference>
          const past = events.map(madeByItsOwn)
          const decision = decider.decide(fold(decider, past), command, given)
          return outcome(decider, past, command, given, decision)
        },
        /** The state after the given events, for looking at a fold directly. */
        state: () => fold(decider, events.map(madeByItsOwn)),
      }
    },
  }
}

interface Made<Event> {
  readonly event: Event
  readonly messageId: string
}

const madeByItsOwn = <Event>(event: Event, i: number): Made<Event> => ({
  event,
  messageId: `given-${i + 1}`,
})

function fold<State, Command extends Message, Event extends Message, Reference>(
  decider: Decider<State, Command, Event, Reference>,
  past: readonly Made<Event>[],
): State {
  const each = (state: State, { event, messageId }: Made<Event>) => decider.evolve(state, event, messageId)
  return structuredClone([...past]).reduce(each, decider.initialState())
}

function outcome<State, Command extends Message, Event extends Message, Reference>(
  decider: Decider<State, Command, Event, Reference>,
  past: readonly Made<Event>[],
  command: Command,
  given: Given<Reference>,
  decision: ReturnType<Decider<State, Command, Event, Reference>['decide']>,
) {
  const events = (): readonly Event[] =>
    isRejection(decision) ? fail(`rejected with ${decision.code}: ${decision.message}`) : decision
  const made = () => events().map((event) => ({ event, messageId: given.messageId }))
  return {
    decision,
    events,
    // biome-ignore lint/suspicious/noThenProperty: given/when/then is the idiom, and nothing awaits a spec
    then: (...expected: readonly Event[]) => deepStrictEqual(events(), expected),
    thenNothing: () => deepStrictEqual(events(), []),
    thenTypes: (...types: readonly Event['type'][]) =>
      deepStrictEqual(
        events().map((e) => e.type),
        types,
      ),
    thenRejected(code: string) {
      if (!isRejection(decision)) fail(`expected a rejection with ${code}, got ${JSON.stringify(decision)}`)
      deepStrictEqual(decision.code, code)
      return decision
    },
    /** The state after the decision's events. */
    state: (): State => fold(decider, [...past, ...made()]),
    /** Decides the same command again on what it led to: every decision is idempotent. */
    again() {
      const after = [...past, ...made()]
      return outcome(decider, after, command, given, decider.decide(fold(decider, after), command, given))
    },
  }
}
