import { pgSchema } from 'drizzle-orm/pg-core'
import { commonTables } from './common.ts'

export const schema = pgSchema('masterdata')
export const { inbox, reference, parkedMessage } = commonTables(schema)
