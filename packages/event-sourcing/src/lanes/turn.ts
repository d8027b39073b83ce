import type { LiveAggregate } from '../aggregate/live-aggregate.ts'
import type { NewEvent } from '../log/recorded-event.ts'
import { type Circumstances, type Decided, decideOne } from './decide-one.ts'
import type { LaneLimits } from './limits.ts'
import type { Pending } from './pending.ts'

/** What one append takes: messages of one stream, decided one after the other. */
export interface Turn {
  readonly decided: readonly { readonly pending: Pending; readonly decided: Decided }[]
  readonly events: readonly NewEvent[]
  /** Decided last, without an effect, and not to be passed by the ones behind it. */
  readonly stop: Extract<Decided, { kind: 'looksBack' | 'missing' | 'threw' }> | undefined
}

export function takeTurn(
  live: LiveAggregate,
  pendings: readonly Pending[],
  from: number,
  circumstances: Circumstances,
  limits: Pick<LaneLimits, 'maxAppendEvents' | 'maxAppendChars'> & { readonly maxMessages: number },
): Turn {
  const decided: Turn['decided'][number][] = []
  const events: NewEvent[] = []
  let chars = 0
  const room = () => events.length < limits.maxAppendEvents && chars < limits.maxAppendChars
  const end = Math.min(pendings.length, from + limits.maxMessages)
  for (let i = from; i < end && room(); i++) {
    const pending = pendings[i] as Pending
    const one = decideOne(live, pending, circumstances)
    if (one.kind === 'looksBack' || one.kind === 'missing' || one.kind === 'threw')
      return { decided, events, stop: one }
    decided.push({ pending, decided: one })
    if (one.kind !== 'events') continue
    for (const event of one.written) {
      events.push(event)
      chars += event.data.length + event.metadata.length
    }
  }
  return { decided, events, stop: undefined }
}
