import {
  BackorderRunAnswered,
  BackorderRunEnded,
  BackorderRunRequested,
  BackorderRunStarted,
} from '@takt/contracts'
import { project, view, type Write } from '@takt/projections'
import { orchestration } from '@takt/read-models'

const { backorderRun, backorderRunItem } = orchestration

interface Asked {
  readonly plant: string
  readonly run: string
  readonly items: readonly string[]
  readonly position: string
}

function ask(write: Write, { plant, run, items, position }: Asked): void {
  for (const item of items)
    write(backorderRunItem).put({ plant, run, item }, { state: 'asked', code: null, position })
}

/** Every run over several items, and what each of them came to. */
export const backorderRuns = view({
  name: 'backorder_runs',
  tables: [backorderRun, backorderRunItem],
  on: [
    project(BackorderRunRequested, ({ plant, data, position }, write) => {
      const { run, reason, selection, items, deadline, requestedAt } = data
      const state = items ? 'running' : 'finding'
      write(backorderRun).put(
        { plant, run },
        { reason, selection, state, items: items?.length ?? 0, deadline, requestedAt, position },
      )
      ask(write, { plant, run, items: items ?? [], position })
    }),
    project(BackorderRunStarted, ({ plant, data: { run, items, deadline }, position }, write) => {
      write(backorderRun).patch({ plant, run }, { state: 'running', items: items.length, deadline, position })
      ask(write, { plant, run, items, position })
    }),
    project(BackorderRunAnswered, ({ plant, data, position }, write) => {
      const { run, item, selected, changed, refusal, answeredAt, deadline } = data
      write(backorderRun).add(
        { plant, run },
        {
          ...{ answered: 1, changedLines: changed },
          ...{ changed: changed > 0 ? 1 : 0, refused: refusal ? 1 : 0 },
        },
        { deadline, position },
      )
      const state = refusal ? 'refused' : changed > 0 ? 'changed' : 'unchanged'
      write(backorderRunItem).patch(
        { plant, run, item },
        {
          ...{ state, selected, changed, answeredAt, position },
          ...{ code: refusal?.code ?? null, sentence: refusal?.sentence ?? null },
        },
      )
    }),
    project(BackorderRunEnded, ({ plant, data, position }, write) => {
      const { run, outcome: state, sentence = null, items, endedAt } = data
      write(backorderRun).patch({ plant, run }, { state, sentence, items, endedAt, position })
    }),
  ],
})
