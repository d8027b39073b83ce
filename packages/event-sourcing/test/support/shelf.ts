import { command, type DataOf, event, fact, type MessageOf } from '@takt/contracts'
import { type Decider, reject } from '@takt/decider'
import { z } from 'zod'
import { aggregate, missing, type ReferenceCopy } from '../../src/index.ts'

/** A small aggregate with everything that lanes have to deal with: pieces on a shelf. */
const Pieces = z.object({ shelf: z.string(), pieces: z.number().int(), note: z.string().optional() })
const example = { shelf: 'A', pieces: 1 }

export const Fill = fact('inventory.ShelfFillReported', { summary: 'Was put on.', data: Pieces, example })
export const Take = command('inventory.TakeFromShelf', { summary: 'To be taken.', data: Pieces, example })
/** Decides no event where the shelf already holds that many. */
export const Ensure = command('inventory.EnsureOnShelf', { summary: 'To be there.', data: Pieces, example })
/** Takes its pieces from the plan that master data holds for the shelf. */
export const Plan = command('inventory.PlanShelf', { summary: 'By plan.', data: Pieces, example })
/** Runs into a fault of our own while `note` is in {@link faults}. */
export const Stumble = command('inventory.StumbleOnShelf', { summary: 'A bug.', data: Pieces, example })

export const Filled = event('inventory.ShelfFilled', { summary: 'Put on.', data: Pieces, example })
export const Taken = event('inventory.ShelfTaken', { summary: 'Taken.', data: Pieces, example })
/** Marks the beginning of each take, so that one message makes two events. */
export const Opened = event('inventory.ShelfOpened', { summary: 'Opened.', data: Pieces, example })

const handles = [Fill, Take, Ensure, Plan, Stumble] as const
const events = [Filled, Taken, Opened] as const
type Command = MessageOf<(typeof handles)[number]>
type Event = MessageOf<(typeof events)[number]>

export interface ShelfState {
  pieces: number
  /** Every event's note, in order: shows in which order messages were decided. */
  notes: string[]
}

/** Notes whose decision throws, and how many more times. */
export const faults = new Map<string, number>()

export const shelfDecider: Decider<ShelfState, Command, Event, number | undefined> = {
  initialState: () => ({ pieces: 0, notes: [] }),
  evolve(state, { type, data }) {
    if (type === 'inventory.ShelfFilled') state.pieces += data.pieces
    if (type === 'inventory.ShelfTaken') state.pieces -= data.pieces
    if (data.note !== undefined && type !== 'inventory.ShelfOpened') state.notes.push(data.note)
    return state
  },
  decide(state, { type, data }, { reference }) {
    if (type === 'inventory.TakeFromShelf') return take(state, data)
    if (type === 'inventory.EnsureOnShelf')
      return state.pieces >= data.pieces
        ? []
        : [Filled.create({ ...data, pieces: data.pieces - state.pieces })]
    if (type === 'inventory.PlanShelf') return [Filled.create({ ...data, pieces: reference ?? 0 })]
    if (type === 'inventory.StumbleOnShelf') stumble(state, data)
    return [Filled.create(data)]
  },
}

function take(state: ShelfState, data: DataOf<typeof Take>) {
  if (state.pieces < data.pieces)
    return reject('too-few', `${data.shelf} holds ${state.pieces}, not ${data.pieces}`, {
      held: state.pieces,
    })
  return [Opened.create(data), Taken.create(data)]
}

function stumble(state: ShelfState, { note = '' }: DataOf<typeof Stumble>) {
  const left = faults.get(note) ?? 0
  if (left === 0) return
  faults.set(note, left - 1)
  // A bug may leave its traces in the state before it shows.
  state.pieces += 1_000_000
  throw new Error(`stumbled over ${note}`)
}

export interface ShelfRefs {
  readonly [kind: string]: ReferenceCopy<number>
  readonly plans: ReferenceCopy<number>
}

/** Plans by shelf, kept in a map that the test may change under way. */
export const plansOf = (plans: ReadonlyMap<string, number>): ShelfRefs => ({
  plans: { get: (key) => plans.get(key), find: (key) => plans.get(key), all: () => plans.values() },
})

export interface ShelfOptions {
  readonly snapshotEvery?: number
  readonly window?: number
  readonly shape?: string
  readonly decider?: typeof shelfDecider
}

export const shelf = (options: ShelfOptions = {}) =>
  aggregate({
    context: 'inventory',
    name: 'shelf',
    decider: shelfDecider,
    handles,
    events,
    id: ({ data }) => data.shelf,
    reference: ({ type, data }, refs: ShelfRefs) => {
      if (type !== 'inventory.PlanShelf') return undefined
      return refs.plans.get(data.shelf) ?? missing('unknown-shelf', `no plan for shelf ${data.shelf} is here`)
    },
    ...options,
  })

export const shelfContracts = [...events]
