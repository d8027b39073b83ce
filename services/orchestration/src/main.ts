import { run } from '@takt/service'
import { orchestration } from './service.ts'

await run(orchestration)
