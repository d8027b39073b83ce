import {
  ALL_PLANTS,
  BackorderRunAnswered,
  BackorderRunEnded,
  BackorderRunRequested,
  BackorderRunStarted,
  type DataOf,
  defined,
  EndBackorderRun,
  type MessageOf,
  RecordRunAnswer,
  RecordRunItems,
  RUN_ITEMS,
  RunBackorders,
  secondsAfter,
} from '@takt/contracts'
import { type Decider, type Decision, type Given, reject } from '@takt/decider'

/** So long a run waits for another answer. One takes some ten ms; with nothing for so long, something is down. */
const ANSWER_WITHIN_S = 60

export const backorderRunMessages = [RunBackorders, RecordRunItems, RecordRunAnswer, EndBackorderRun] as const
type Message = MessageOf<(typeof backorderRunMessages)[number]>
export const backorderRunEvents = [
  BackorderRunRequested,
  BackorderRunStarted,
  BackorderRunAnswered,
  BackorderRunEnded,
] as const
export type BackorderRunEvent = MessageOf<(typeof backorderRunEvents)[number]>

export interface BackorderRun {
  status: 'unknown' | 'finding' | 'running' | 'ended'
  asked: DataOf<typeof RunBackorders> | null
  items: number
  /** Items that have not answered, and how many they are. */
  waiting: Record<string, true>
  open: number
  deadline: string
  changed: number
  refused: number
  /** That were changed. */
  lines: number
}

const initialState = (): BackorderRun => ({
  ...{ status: 'unknown', asked: null, items: 0, waiting: {}, open: 0, deadline: '' },
  ...{ changed: 0, refused: 0, lines: 0 },
})

function evolve(run: BackorderRun, event: BackorderRunEvent): BackorderRun {
  if (BackorderRunRequested.is(event)) {
    const { deadline, requestedAt: _, ...asked } = event.data
    Object.assign(run, { asked, deadline, status: 'finding' })
    if (asked.items) start(run, asked.items)
  } else if (BackorderRunStarted.is(event)) {
    run.deadline = event.data.deadline
    start(run, event.data.items)
  } else if (BackorderRunAnswered.is(event)) take(run, event.data)
  else run.status = 'ended'
  return run
}

function start(run: BackorderRun, items: readonly string[]): void {
  run.status = 'running'
  run.items = items.length
  run.open = items.length
  run.waiting = Object.fromEntries(items.map((item) => [item, true]))
}

function take(run: BackorderRun, { item, changed, refusal, deadline }: Answered): void {
  delete run.waiting[item]
  run.open--
  run.lines += changed
  if (changed > 0) run.changed++
  if (refusal) run.refused++
  run.deadline = deadline
}
type Answered = DataOf<typeof BackorderRunAnswered>

function decide(run: BackorderRun, message: Message, given: Given): Decision<BackorderRunEvent> {
  if (RunBackorders.is(message)) return request(run, message.data, given)
  if (RecordRunItems.is(message)) return found(run, message.data, given)
  if (RecordRunAnswer.is(message)) return answer(run, message.data, given)
  return end(run, message.data, given)
}

function request(
  { asked }: BackorderRun,
  data: DataOf<typeof RunBackorders>,
  { now, plant }: Given,
): Decision<BackorderRunEvent> {
  const { run } = data
  if (plant === ALL_PLANTS)
    return reject('of-one-plant', `A run is of one plant: send it as of that plant, not of "${ALL_PLANTS}".`)
  if (!asked)
    return [BackorderRunRequested.create({ ...data, deadline: deadlineAfter(now), requestedAt: now })]
  return contentOf(asked) === contentOf(data)
    ? []
    : reject('run-exists', `Run ${run} of ${plant} was asked for with other content: give it another name.`, {
        run,
      })
}

function found(
  state: BackorderRun,
  { items, total }: DataOf<typeof RecordRunItems>,
  { now }: Given,
): Decision<BackorderRunEvent> {
  const { status, asked } = state
  if (status !== 'finding' || !asked) return []
  if (total > RUN_ITEMS) {
    const sentence = `${total} items have backorders, and a run takes at most ${RUN_ITEMS}: name the items, in several runs.`
    return [ended({ ...state, items: total }, asked.run, now, 'too-many-items', sentence)]
  }
  const started = BackorderRunStarted.create({ ...asked, items, deadline: deadlineAfter(now) })
  return items.length > 0 ? [started] : [started, ended(state, asked.run, now, 'completed')]
}

/** One that comes after the end is recorded too: the item was decided. */
function answer(
  run: BackorderRun,
  data: DataOf<typeof RecordRunAnswer>,
  { now }: Given,
): Decision<BackorderRunEvent> {
  if (!Object.hasOwn(run.waiting, data.item)) return []
  const answered = BackorderRunAnswered.create({ ...data, answeredAt: now, deadline: deadlineAfter(now) })
  const isLast = run.status === 'running' && run.open === 1
  if (!isLast) return [answered]
  const after = { ...run, waiting: {} }
  take(after, answered.data)
  return [answered, ended(after, data.run, now, 'completed')]
}

function end(
  state: BackorderRun,
  { run }: DataOf<typeof EndBackorderRun>,
  { now }: Given,
): Decision<BackorderRunEvent> {
  const { status, deadline, open, items } = state
  if (status === 'unknown' || status === 'ended' || now < deadline) return []
  const sentence =
    status === 'finding'
      ? 'Inventory has not said in time which items have backorders; ask again as another run.'
      : `${open} of ${items} items have not answered in time. What the others decided stands; what still comes is recorded.`
  return [ended(state, run, now, 'no-answer', sentence)]
}

function ended(
  { items, changed, refused, lines, waiting }: BackorderRun,
  run: string,
  endedAt: string,
  outcome: DataOf<typeof BackorderRunEnded>['outcome'],
  sentence?: string,
) {
  const unanswered = Object.keys(waiting)
  return BackorderRunEnded.create(
    defined({ run, outcome, sentence, items, changed, refused, lines, unanswered, endedAt }),
  )
}

const deadlineAfter = (now: string) => secondsAfter(now, ANSWER_WITHIN_S)

/** What tells a run from another of its name. */
const contentOf = ({ reason, selection, items }: DataOf<typeof RunBackorders>) =>
  JSON.stringify([reason, selection, items])

/** A run over several items of a plant. Each is decided in its own stream; the run counts what they came to. */
export const BackorderRun: Decider<BackorderRun, Message, BackorderRunEvent> = {
  initialState,
  evolve,
  decide,
}
