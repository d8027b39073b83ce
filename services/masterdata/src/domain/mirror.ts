import { type Contract, utc } from '@takt/contracts'
import { type Decider, isRejection, type Message, type Rejection } from '@takt/decider'
import { same } from './same.ts'

type Kept<Data> = Data & { asOf: string }

/** What the ERP said last of one thing; null before it said anything. */
export interface Mirror<Data> {
  current: Kept<Data> | null
}

/**
 * An aggregate that mirrors what the ERP owns: each message is the full state. The same again changes nothing, and
 * what is older than what is known (by the ERP's clock) is overtaken.
 * @param changed the event of a new state
 * @param check refuses a change that would make what was recorded before wrong
 */
export function mirror<Name extends string, Data extends object, Published extends string>(
  changed: Contract<Name, Kept<Data>, 'event'>,
  check: (before: Kept<Data>, after: Data) => Rejection | undefined = () => undefined,
): Decider<Mirror<Data>, Message<Published, Data>, Message<Name, Kept<Data>>> {
  return {
    initialState: () => ({ current: null }),
    evolve: (_, event) => ({ current: event.data }),
    decide({ current }, { data }, given) {
      const asOf = utc(given.occurredAt)
      const after = { ...data, asOf }
      if (!current) return [changed.create(after)]
      if (current.asOf > asOf || same(after, { ...current, asOf })) return []
      const refusal = check(current, data)
      return isRejection(refusal) ? refusal : [changed.create(after)]
    },
  }
}
