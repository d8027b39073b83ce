import { encodeToken } from '@takt/contracts'
import type { Aggregate } from '../aggregate/aggregate.ts'
import type { Incoming } from '../message.ts'
import { LanesError } from './lanes.ts'

export interface Route {
  readonly aggregate: Aggregate
  readonly stream: string
}

/** Finds the aggregate that decides a message, and its stream. */
export function createRoutes(aggregates: readonly Aggregate[]): (incoming: Incoming) => Route {
  const byMessage = new Map<string, Aggregate>()
  for (const aggregate of aggregates)
    for (const { name } of aggregate.handles) {
      const other = byMessage.get(name)
      if (other) throw new Error(`${name} is handled by both ${nameOf(other)} and ${nameOf(aggregate)}`)
      byMessage.set(name, aggregate)
    }
  // Plants are few, and encoding one for a subject costs more than all else here.
  const prefixes = new Map<Aggregate, Map<string, string>>(aggregates.map((a) => [a, new Map()]))

  const prefixOf = (aggregate: Aggregate, plant: string): string => {
    const known = prefixes.get(aggregate)
    const prefix = known?.get(plant)
    if (prefix !== undefined) return prefix
    const made = `${nameOf(aggregate)}-${encodeToken(plant)}:`
    if (known && known.size < 10_000) known.set(plant, made)
    return made
  }

  return ({ message, plant }) => {
    const aggregate = byMessage.get(message.type)
    if (!aggregate)
      throw new LanesError(
        'unhandled-message',
        `no aggregate of this service handles ${message.type}: add it to the "handles" of one`,
      )
    return { aggregate, stream: prefixOf(aggregate, plant) + aggregate.id(message) }
  }
}

const nameOf = ({ context, name }: Aggregate): string => `${context}.${name}`
