import { holds } from './holds.ts'
import { inspections } from './inspections.ts'

export const views = [holds, inspections]
