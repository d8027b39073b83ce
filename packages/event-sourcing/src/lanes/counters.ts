/** What the lanes count; read through `lanes.metrics`. */
export const createCounters = () => ({
  batchSize: 0,
  flushes: 0,
  messages: 0,
  duplicates: 0,
  conflicts: 0,
  rejections: 0,
  missing: 0,
  failures: 0,
  events: 0,
  appends: 0,
  loads: 0,
  loadedEvents: 0,
  races: 0,
  snapshots: 0,
})
export type Counters = ReturnType<typeof createCounters>
