import { HoldPlaced, HoldReleased } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { quality } from '@takt/read-models'

/** Every hold, in force or over. */
export const holds = view({
  name: 'holds',
  tables: [quality.hold],
  on: [
    project(HoldPlaced, ({ plant, data, position }, write) => {
      const { hold, item, lot = '', reason, owner = null, placedAt } = data
      const placed = { item, lot, reason, owner, placedAt, position }
      if (data.alreadyReleased) write(quality.hold).add({ plant, hold }, {}, { ...placed, state: 'released' })
      else write(quality.hold).put({ plant, hold }, { ...placed, state: 'placed' })
    }),
    project(HoldReleased, ({ plant, data, position }, write) => {
      const { hold, reason: releaseReason = null, releasedAt } = data
      const released = { state: 'released', releasedAt, releaseReason, position } as const
      write(quality.hold).add({ plant, hold }, {}, released)
    }),
  ],
})
