import { BackordersFound, BackordersSought } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { inventory } from '@takt/read-models'

/** Written with all that was recorded before it: once a question is here, the answer holds what stood when it was asked. */
export const backorderSearches = view({
  name: 'backorder_searches',
  tables: [inventory.backorderSearch],
  on: [
    project(BackordersSought, ({ plant, data: { run }, position }, write) =>
      write(inventory.backorderSearch).put({ plant, run }, { state: 'sought', position }),
    ),
    project(BackordersFound, ({ plant, data: { run }, position }, write) =>
      write(inventory.backorderSearch).put({ plant, run }, { state: 'found', position }),
    ),
  ],
})
