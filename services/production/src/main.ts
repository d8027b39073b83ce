import { run } from '@takt/service'
import { production } from './service.ts'

await run(production)
