export type { Decider, Decision, Given, Message, Past, PastMessage } from './decider.ts'
export type { Outgoing, Process, Recorded } from './process.ts'
export { isRejection, type Rejection, reject } from './reject.ts'
