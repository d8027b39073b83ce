import {
  DecideUsage,
  defined,
  inBaseUnit,
  type MessageOf,
  miscounted,
  type UnitRule,
  UsageDecided,
  UsageDecisionReported,
} from '@takt/contracts'
import { type Decider, type Decision, type Given, isRejection, reject } from '@takt/decider'

export const inspectionMessages = [UsageDecisionReported, DecideUsage] as const
export type InspectionMessage = MessageOf<(typeof inspectionMessages)[number]>
export const inspectionEvents = [UsageDecided] as const
export type InspectionEvent = MessageOf<typeof UsageDecided>

export interface Inspection {
  /** What is inspected, as its first decision said; null before. */
  scope: { readonly item: string; readonly lot: string | null } | null
}

const initialState = (): Inspection => ({ scope: null })

function evolve(inspection: Inspection, { data }: InspectionEvent): Inspection {
  inspection.scope ??= { item: data.item, lot: data.lot ?? null }
  return inspection
}

function decide(
  { scope }: Inspection,
  message: InspectionMessage,
  { reference: rule }: Given<UnitRule>,
): Decision<InspectionEvent> {
  const { accepted, rejected, ...data } = message.data
  const { inspection, item, lot = null } = data
  if (scope && (scope.item !== item || scope.lot !== lot) && DecideUsage.is(message))
    return reject(
      'inspection-differs',
      `Inspection ${inspection} is of ${scope.item}${scope.lot === null ? '' : ` lot ${scope.lot}`}.`,
      { inspection, ...scope },
    )
  const none = { amount: '0', unit: rule.unit }
  const good = inBaseUnit(accepted ?? none, item, rule)
  if (isRejection(good)) return good
  const bad = inBaseUnit(rejected ?? none, item, rule)
  if (isRejection(bad)) return bad
  if (DecideUsage.is(message)) {
    const { acceptedSerials, rejectedSerials } = data
    const refusal =
      (acceptedSerials && miscounted(acceptedSerials, good, item)) ??
      (rejectedSerials && miscounted(rejectedSerials, bad, item))
    if (refusal) return refusal
  }
  const converted = [accepted, rejected].some((q) => q && q.unit !== rule.unit)
  const reported = converted ? defined({ accepted, rejected }) : undefined
  return [UsageDecided.create(defined({ ...data, accepted: good, rejected: bad, reported }))]
}

/** What an inspection decided about a lot. It may decide in parts: each report is a further one. */
export const Inspection: Decider<Inspection, InspectionMessage, InspectionEvent, UnitRule> = {
  initialState,
  evolve,
  decide,
}
