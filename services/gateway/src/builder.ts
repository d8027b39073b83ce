import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import RelayPlugin from '@pothos/plugin-relay'
import type { GatewayContext } from './context.ts'
import { LIMITS } from './limits.ts'
import { tooDear } from './too-dear.ts'

export interface SchemaTypes {
  Context: GatewayContext
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string | number }
    Date: { Input: string; Output: string }
    DateTime: { Input: string; Output: string | Date }
    Decimal: { Input: string; Output: string }
    Position: { Input: string; Output: string }
    StockStatus: { Input: string; Output: string }
    JSON: { Input: unknown; Output: unknown }
  }
}

/** The one schema builder: every file under `schema/` adds to it. */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [RelayPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  relay: { clientMutationId: 'omit', cursorType: 'String' },
  complexity: {
    defaultComplexity: 1,
    defaultListMultiplier: 10,
    limit: { complexity: LIMITS.complexity, depth: LIMITS.depth, breadth: LIMITS.breadth },
    complexityError: tooDear,
  },
})

builder.queryType({ description: 'What Takt knows. Every answer comes from the read models.' })
builder.mutationType({
  description: 'Commands: requests to a service. Each is answered by what was decided.',
})
builder.subscriptionType({ description: 'Changes as they reach the read models.' })
