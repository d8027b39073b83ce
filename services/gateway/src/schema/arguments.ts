import type { builder, SchemaTypes } from '../builder.ts'

type Args = Parameters<Parameters<typeof builder.queryField>[1]>[0]['arg']

/** `readAfter`: wait, bounded, until the read model holds this position. */
export const readAfter = (arg: Args) =>
  arg({
    type: 'Position',
    description:
      'Wait until the read model holds this position, as a command answered it: read what you wrote.',
  })

export type { SchemaTypes }
