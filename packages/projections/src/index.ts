export type { Projected } from './projected.ts'
export { type Projector, project, type View, view } from './view.ts'
export type { Key, Sums, TableWriter, Write } from './write.ts'
