import { command, event, fact, type MessageOf } from '@takt/contracts'
import { type Decider, reject } from '@takt/decider'
import { aggregate, missing, type ReferenceCopy } from '@takt/event-sourcing'
import { z } from 'zod'

/** A small domain with every kind of outcome, for tests of what surrounds a domain. */
const Filling = z.object({ shelf: z.string(), item: z.string().optional(), pieces: z.int().positive() })

export const ShelfFillReported = fact('inventory.ShelfFillReported', {
  summary: 'A shelf was filled.',
  data: Filling,
  example: { shelf: 'S1', pieces: 3 },
})
export const TakeFromShelf = command('inventory.TakeFromShelf', {
  summary: 'Asks for pieces of a shelf.',
  data: Filling,
  example: { shelf: 'S1', pieces: 1 },
})
export const CountShelf = command('inventory.CountShelf', {
  summary: 'Sent between services only.',
  audience: 'internal',
  data: Filling,
  example: { shelf: 'S1', pieces: 1 },
})
export const ShelfFilled = event('inventory.ShelfFilled', {
  summary: 'A shelf was filled.',
  data: Filling,
  example: { shelf: 'S1', pieces: 3 },
})
export const ShelfEmptied = event('inventory.ShelfEmptied', {
  summary: 'Pieces were taken.',
  data: Filling,
  example: { shelf: 'S1', pieces: 1 },
})
/** Stands for several fillings. */
export const TruckUnloaded = fact('inventory.TruckUnloaded', {
  summary: 'A truck brought pieces for several shelves.',
  data: z.object({ truck: z.string(), fillings: z.array(Filling), mixed: z.boolean().optional() }),
  example: { truck: 'T1', fillings: [{ shelf: 'S1', pieces: 3 }] },
})
/** Has no handler anywhere. */
export const ShelfPainted = fact('inventory.ShelfPainted', {
  summary: 'A shelf was painted.',
  data: Filling,
  example: { shelf: 'S1', pieces: 1 },
})
export const OrderPieces = command('production.OrderPieces', {
  summary: 'Asks production for more.',
  data: z.object({ shelf: z.string(), pieces: z.int(), text: z.string().optional() }),
  example: { shelf: 'S1', pieces: 1 },
})

type Command =
  | MessageOf<typeof ShelfFillReported>
  | MessageOf<typeof TakeFromShelf>
  | MessageOf<typeof CountShelf>
type Event = MessageOf<typeof ShelfFilled> | MessageOf<typeof ShelfEmptied>

interface Shelf {
  pieces: number
}

/** Thrown at, to be mended in the middle of a test: what a release with a bug, and the next one, would do. */
export const bugs = { thirteen: true }

const decider: Decider<Shelf, Command, Event, { known: boolean }> = {
  initialState: () => ({ pieces: 0 }),
  evolve(state, event) {
    state.pieces += ShelfFilled.is(event) ? event.data.pieces : -event.data.pieces
    return state
  },
  decide(state, { type, data }) {
    if (data.pieces === 13 && bugs.thirteen) throw new Error('thirteen is not thought of')
    if (type === TakeFromShelf.name && data.pieces > state.pieces)
      return reject('not-enough', `${data.shelf} holds ${state.pieces} pieces, not ${data.pieces}`, {
        has: state.pieces,
      })
    return [type === TakeFromShelf.name ? ShelfEmptied.create(data) : ShelfFilled.create(data)]
  },
}

export interface Copies {
  readonly items: ReferenceCopy<{ item: string }>
  readonly [kind: string]: ReferenceCopy<unknown>
}

/** The items that are known, filled by a test. */
export const knownItems = new Set<string>()
export const copies: Copies = {
  items: {
    get: (key) => (knownItems.has(key) ? { item: key } : undefined),
    find: (key) => (knownItems.has(key) ? { item: key } : undefined),
    all: () => [],
  },
}

export const shelf = aggregate({
  context: 'inventory',
  name: 'shelf',
  decider,
  handles: [ShelfFillReported, TakeFromShelf, CountShelf],
  events: [ShelfFilled, ShelfEmptied],
  id: ({ data }) => data.shelf,
  reference: ({ data: { item } }, refs: Copies) => {
    if (item === undefined || refs.items.get(item)) return { known: true }
    return missing('unknown-item', `the item ${item} is not known here: publish it, then replay this message`)
  },
})

export const shelfContracts = [
  ShelfFillReported,
  TakeFromShelf,
  CountShelf,
  ShelfFilled,
  ShelfEmptied,
  TruckUnloaded,
  ShelfPainted,
  OrderPieces,
]
