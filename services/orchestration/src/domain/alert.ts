import {
  AlertCleared,
  AlertRaised,
  ClearAlert,
  type DataOf,
  type MessageOf,
  RaiseAlert,
} from '@takt/contracts'
import type { Decider, Decision, Given } from '@takt/decider'

export const alertMessages = [RaiseAlert, ClearAlert] as const
export type AlertMessage = MessageOf<(typeof alertMessages)[number]>
export const alertEvents = [AlertRaised, AlertCleared] as const
export type AlertEvent = MessageOf<(typeof alertEvents)[number]>

export interface Alert {
  /** What is raised; null while nothing is. */
  raised: DataOf<typeof RaiseAlert> | null
  /** When the latest thing said was so, by the source's clock; '' before anything was said. */
  asOf: string
}

const initialState = (): Alert => ({ raised: null, asOf: '' })

function evolve(alert: Alert, event: AlertEvent): Alert {
  if (AlertRaised.is(event)) {
    const { raisedAt, ...raised } = event.data
    alert.raised = raised
    alert.asOf = raisedAt
  } else {
    alert.raised = null
    alert.asOf = event.data.clearedAt
  }
  return alert
}

function decide(alert: Alert, message: AlertMessage, { occurredAt }: Given): Decision<AlertEvent> {
  const overtaken = occurredAt < alert.asOf
  if (overtaken) return []
  if (RaiseAlert.is(message)) {
    const same = alert.raised && content(alert.raised) === content(message.data)
    return same ? [] : [AlertRaised.create({ ...message.data, raisedAt: occurredAt })]
  }
  // What was never raised is cleared too, so that a raise it has overtaken finds itself older.
  const cleared = alert.asOf !== '' && !alert.raised
  return cleared ? [] : [AlertCleared.create({ ...message.data, clearedAt: occurredAt })]
}

const content = ({ kind, severity, sentence, item, order }: DataOf<typeof RaiseAlert>) =>
  JSON.stringify([kind, severity, sentence, item, order])

/** A matter that people must look at, until it is cleared. Raised and cleared in any order, the later moment wins. */
export const Alert: Decider<Alert, AlertMessage, AlertEvent> = { initialState, evolve, decide }
