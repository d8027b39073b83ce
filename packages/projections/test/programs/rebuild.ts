import { createEventLog } from '@takt/event-sourcing'
import postgres from 'postgres'
import { rebuildView } from '../../src/index.ts'
import { contracts } from '../plant.ts'
import { shelves } from '../shelves.ts'

// A process that rebuilds, until it is done or killed.
const { DATABASE_URL = '', EVENTSTORE_URL = '' } = process.env
const { resumed } = await rebuildView({
  view: shelves,
  projection: 'inventory',
  sql: postgres(DATABASE_URL, { max: 2 }),
  eventLog: createEventLog({ url: EVENTSTORE_URL, contracts }),
})
console.log(resumed ? 'resumed' : 'begun')
process.exit(0)
