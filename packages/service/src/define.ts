import type { Context } from '@takt/contracts'
import type { Aggregate } from '@takt/event-sourcing'
import type { Query, Reaction, Reference, Translation } from '@takt/messaging'
import type { View } from '@takt/projections'
import type { Sweep } from './sweeps.ts'

/** A service as data: what it decides, follows, answers and shows. */
export interface ServiceDefinition {
  /** The context it owns: its subjects, streams, schema and consumers are named after it. */
  readonly name: Context
  /** What it decides: the commands and facts that its aggregates handle. */
  readonly aggregates: readonly Aggregate[]
  /** Copies of master data that decisions look things up in. */
  readonly references?: readonly Reference[]
  /** Messages that stand for several others. */
  readonly translations?: readonly Translation[]
  /** What follows from events. Only orchestration may address other contexts and partners. */
  readonly reactions?: readonly Reaction[]
  /** Questions it answers from its own log. */
  readonly queries?: readonly Query[]
  readonly views: readonly View[]
  /** What is due by the clock. */
  readonly sweeps?: readonly Sweep[]
}

/** Checks the wiring when the module loads, so that a mistake stops the start and not a message. */
export function defineService(definition: ServiceDefinition): ServiceDefinition {
  const { name, aggregates, reactions = [] } = definition
  const foreign = aggregates.find((a) => a.context !== name)
  if (foreign) throw new Error(`${name} cannot decide for ${foreign.context}: ${foreign.name} belongs there`)
  const handled = new Map<string, string>()
  for (const aggregate of aggregates) {
    for (const contract of aggregate.handles) {
      const other = handled.get(contract.name)
      if (other)
        throw new Error(`${contract.name} is handled by ${other} and by ${aggregate.name}: only one may`)
      handled.set(contract.name, aggregate.name)
    }
  }
  for (const { contract } of definition.queries ?? []) {
    if (contract.kind !== 'query' || contract.context !== name)
      throw new Error(`${name} cannot answer ${contract.name}: it is no query of its own`)
  }
  const repeated = reactions.find(
    (r, i) => reactions.findIndex((o) => o.name === r.name && o.contract.name === r.contract.name) < i,
  )
  if (repeated)
    throw new Error(`${name} has two reactions named ${repeated.name} to ${repeated.contract.name}`)
  return definition
}
