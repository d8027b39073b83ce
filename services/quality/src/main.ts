import { run } from '@takt/service'
import { quality } from './service.ts'

await run(quality)
