import { createEventLog } from '@takt/event-sourcing'
import postgres from 'postgres'
import { startProjection } from '../../src/index.ts'
import { contracts } from '../plant.ts'
import { shelves } from '../shelves.ts'

// A process that projects until it is killed.
const { DATABASE_URL = '', EVENTSTORE_URL = '' } = process.env
const projection = startProjection({
  name: 'inventory',
  views: [shelves],
  eventLog: createEventLog({ url: EVENTSTORE_URL, contracts }),
  sql: postgres(DATABASE_URL, { max: 2 }),
  maxBatch: 50,
})
await projection.caughtUp()
console.log('caught up')
await projection.done
