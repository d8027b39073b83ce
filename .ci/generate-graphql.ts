import { printedSchema } from '../services/gateway/src/schema/index.ts'

/** The GraphQL schema as clients read it. */
export const graphqlFiles = (): [string, string][] => [['services/gateway/schema.graphql', printedSchema()]]
