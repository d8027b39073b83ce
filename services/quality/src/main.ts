import { run } from '@takt/service'
import { service } from './service.ts'

await run(service)
