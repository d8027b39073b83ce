import { PLANT } from './world.ts'

/** What became of a command, as the API says it. */
export interface Outcome {
  readonly kind: string
  readonly code?: string
  readonly position?: string
}

/** A command of the inventory as a GraphQL request. */
export const command = (mutation: 'promiseStock' | 'reserveStock', input: unknown): string =>
  JSON.stringify({
    query: `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) {
      result: ${mutation}(plant: "${PLANT}", input: $input) {
        kind: __typename ... on CommandAccepted { position } ... on CommandRejected { code }
      }
    }`,
    variables: { input },
  })

export const outcomeOf = (data: Record<string, unknown>): Outcome => data['result'] as Outcome
