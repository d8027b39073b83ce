import type { AtpScope } from '@takt/contracts'
import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql'
import type { AtpWant } from './atp-rows.ts'

/** The fields of `Atp` that need more than sums, and what they need. */
const FIELDS = new Map<string, readonly AtpWant[]>([
  ['pegging', ['lines']],
  ['atRisk', ['lines', 'risk']],
  ['freshness', ['freshness']],
])

/** What an operation asks of an ATP answer, so that one statement reads all of it at the same moment. */
export function atpWants({ fieldNodes, fragments }: GraphQLResolveInfo): ReadonlySet<AtpWant> {
  const wants = new Set<AtpWant>()
  const look = (set: SelectionSetNode | undefined) => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD)
        for (const want of FIELDS.get(selection.name.value) ?? []) wants.add(want)
      else if (selection.kind === Kind.INLINE_FRAGMENT) look(selection.selectionSet)
      else look(fragments[selection.name.value]?.selectionSet)
    }
  }
  for (const node of fieldNodes) look(node.selectionSet)
  return wants
}

/** And what its scope asks for: sums by status hold only those that a plant can flag for ATP. */
export const withScope = (
  wants: ReadonlySet<AtpWant> | undefined,
  scope: AtpScope | null | undefined,
): ReadonlySet<AtpWant> | undefined =>
  scope?.statuses?.some((status) => status === 'inInspection' || status === 'blocked')
    ? new Set([...(wants ?? []), 'statuses'])
    : wants
