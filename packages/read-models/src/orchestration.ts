import { pgSchema } from 'drizzle-orm/pg-core'
import { commonTables } from './common.ts'

export const schema = pgSchema('orchestration')
export const { inbox, reference, parkedMessage } = commonTables(schema)
