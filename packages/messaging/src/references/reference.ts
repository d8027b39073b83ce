import type { AnyContract, DataOf } from '@takt/contracts'

/** One kind of master data that a context keeps its own copy of. */
export interface Reference {
  /** What decisions call it: `refs.items`. Also its `kind` in the table. */
  readonly name: string
  /** The event that carries the full state. */
  readonly contract: AnyContract
  readonly key: (data: never) => string
  /** Other names it is found by, such as GTINs. */
  readonly aliases: (data: never) => readonly string[]
}

/** `reference({ name: 'items', contract: ItemChanged, key: (i) => i.item, aliases: (i) => i.gtins })` */
export function reference<C extends AnyContract>(definition: {
  readonly name: string
  readonly contract: C
  readonly key: (data: DataOf<C>) => string
  readonly aliases?: (data: DataOf<C>) => readonly string[]
}): Reference {
  return { aliases: () => [], ...definition }
}
