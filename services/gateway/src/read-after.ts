import { waitForPosition } from '@takt/projections'
import { GraphQLError } from 'graphql'
import type { Sql } from 'postgres'
import type { GatewayContext } from './context.ts'
import { LIMITS } from './limits.ts'

/** Read your writes: a query that names a position is answered once the read model holds it, or told that it is late. */
export function readAfter(sql: Sql): GatewayContext['readAfter'] {
  return async (context, position) => {
    if (position === null || position === undefined) return
    if (await waitForPosition(sql, [context], position, LIMITS.readAfterMs)) return
    throw new GraphQLError(
      `the ${context} read model has not reached position ${position} within ${LIMITS.readAfterMs / 1000} s: ask again`,
      { extensions: { code: 'read-model-behind', context, position } },
    )
  }
}
